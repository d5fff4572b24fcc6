import type { User } from '../state/user';

/** The rep a page without a session is logged in as. */
export const FIRST_REP = 'sato.hanako';

/** Login code of someone from outside who was invited as a guest. */
export const GUEST = 'guest/kato@partner.example';

/** The sandbox's people: three reps, one administrator, one guest. */
export function seedUsers(password: string, adminPassword: string): User[] {
  const person = (id: number, code: string, name: string, more: Partial<User> = {}): User => ({
    id: String(id),
    code,
    name,
    email: code.includes('@') ? code.replace('guest/', '') : `${code}@sandbox.example`,
    password,
    language: 'ja',
    isGuest: false,
    isAdministrator: false,
    ...more,
  });
  return [
    person(2, FIRST_REP, '佐藤 花子'),
    person(3, 'suzuki.ichiro', '鈴木 一郎'),
    person(4, 'tanaka.misaki', '田中 美咲'),
    person(1, 'admin', '管理 太郎', { isAdministrator: true, password: adminPassword }),
    person(9, GUEST, '加藤 健', { isGuest: true }),
  ];
}
