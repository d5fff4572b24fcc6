/** The messages of REST errors; `{}` is what the message is about. */
export const MESSAGES = {
  'invalid-input': { ja: '入力内容が正しくありません。', en: 'Missing or invalid input.' },
  required: { ja: '必須です。', en: 'Required field.' },
  'not-an-integer': { ja: '整数を指定してください。', en: 'Enter an integer.' },
  'wrong-form': { ja: '値の形式が正しくありません。', en: 'The value has the wrong form.' },
  'unique-violation': {
    ja: '値がほかのレコードと重複しています。',
    en: 'This value already exists in another record.',
  },
  'not-a-choice': { ja: '選択肢にない値です。', en: 'The value is not one of the options.' },
  'not-a-number': { ja: '数字でなければなりません。', en: 'Only numbers are allowed.' },
  'not-a-time': { ja: '日付や時刻の形式が正しくありません。', en: 'Invalid date or time.' },
  'not-a-link': {
    ja: '正しいURLまたはメールアドレスではありません。',
    en: 'Not a valid URL or e-mail address.',
  },
  'no-such-user': { ja: '指定したユーザーが見つかりません。', en: 'The specified user is not found.' },
  'not-a-key': {
    ja: '更新キーには重複を禁止したフィールドを指定してください。',
    en: 'The update key must be a field that prohibits duplicate values.',
  },
  'query-syntax': { ja: 'クエリ記法が間違っています。', en: 'The query syntax is incorrect.' },
  'too-many': { ja: '一度に指定できる数を超えています。', en: 'Too many at once.' },
  'login-needed': { ja: 'ログインしてください。', en: 'Please login.' },
  'illegal-request': { ja: '不正なリクエストです。', en: 'Illegal request.' },
  'wrong-password': {
    ja: 'ログイン名またはパスワードが正しくありません。',
    en: 'Password authentication failed. The login name or password is incorrect.',
  },
  'token-mismatch': {
    ja: '指定したAPIトークンは、アクセス先のアプリのものではありません。',
    en: 'The specified API token does not match the API token generated via an app.',
  },
  'token-rights': {
    ja: 'このAPIトークンでは、指定のAPIを実行できません。',
    en: 'Using this API token, you cannot run the specified API.',
  },
  'no-privilege': { ja: '権限がありません。', en: 'No privilege to proceed.' },
  'app-not-found': {
    ja: '指定したアプリ（id: {}）が見つかりません。削除されている可能性があります。',
    en: 'The app (ID: {}) not found. The app may have been deleted.',
  },
  'record-not-found': {
    ja: '指定したレコード（id: {}）が見つかりません。',
    en: 'The specified record (ID: {}) is not found.',
  },
  'key-not-found': {
    ja: '更新キーに一致するレコードが見つかりません。',
    en: 'No record matches the update key.',
  },
  'revision-conflict': {
    ja: '指定したrevisionは最新ではありません。ほかのユーザーがレコードを更新した可能性があります。',
    en: 'The revision is not the latest. Someone may update a record.',
  },
  'field-not-found': {
    ja: '指定されたフィールド（{}）が見つかりません。',
    en: 'Specified field ({}) not found.',
  },
  'operator-refused': {
    ja: '{}には、この演算子を使用できません。',
    en: 'This operator cannot be used with {}.',
  },
  'file-not-found': {
    ja: '指定したファイル（id: {}）が見つかりません。',
    en: 'The specified file (ID: {}) is not found.',
  },
  'too-busy': {
    ja: '同時接続数の上限を超えたため、処理できませんでした。',
    en: 'Too many concurrent requests.',
  },
  'no-such-api': { ja: '指定したAPIが見つかりません。', en: 'No such API.' },
  'on-purpose': { ja: 'サンドボックスで起こした障害です。', en: 'A fault made on purpose in the sandbox.' },
} as const satisfies Record<string, { ja: string; en: string }>;

export type MessageKey = keyof typeof MESSAGES;
