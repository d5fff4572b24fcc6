/** What this browser remembers of a rep. A browser that stores nothing remembers nothing, and the phone works on. */
export const repMemory = (loginCode: string): { remember: () => void; calledBefore: () => boolean } => {
  const key = `kintone-phone.called.${loginCode}`;
  const safely = (work: () => string | null | void): boolean => {
    try {
      return !!work();
    } catch {
      return false;
    }
  };
  return {
    remember: () => void safely(() => localStorage.setItem(key, '1')),
    calledBefore: () => safely(() => localStorage.getItem(key)),
  };
};
