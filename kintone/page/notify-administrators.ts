const NOTICES = {
  settings: (names: string) =>
    `settings.js が正しくありません（${names}）。npm run upload をやり直してください。 / settings.js is missing or wrong (${names}): run "npm run upload" again.`,
  space: (id: string) =>
    `フォームに要素ID「${id}」のスペースがありません。アプリの設定 → フォーム で電話番号の横にスペースを置き、要素IDに ${id} と入力して、アプリを更新してください。 / The form has no space field with the element id "${id}": add one beside the phone field and update the app.`,
};

const told = new Set<string>();

/** Tells an administrator in the console, once for each fault: reps have no use for it, and the page must not break. */
export const notifyAdministrators = (fault: keyof typeof NOTICES, detail: string): void => {
  if (told.has(fault)) return;
  told.add(fault);
  console.warn(`[kintone-phone] ${NOTICES[fault](detail)}`);
};
