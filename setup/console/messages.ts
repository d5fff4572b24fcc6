/** What the commands say to admins. `{name}` is filled in; every key exists in both languages. */
export const MESSAGES = {
  'settings-incomplete': {
    ja: '設定が足りないか、誤りがあります。{file} を直して、もう一度実行してください（各設定の説明は .env.example にあります）。\n{faults}',
    en: 'Settings are missing or wrong. Mend {file}, then run this again (.env.example explains each).\n{faults}',
  },
  'no-config-file': {
    ja: 'kintone-phone.config.json がありません。このままのビルドはサンドボックス用です。kintone-phone.config.example.json をコピーし、顧客アプリの番号とフィールドを書いてください。',
    en: 'There is no kintone-phone.config.json, so this build is for the sandbox. Copy kintone-phone.config.example.json and name your customer app and its fields.',
  },
  'config-file-unreadable': {
    ja: 'kintone-phone.config.json をJSONとして読み取れません。カンマとかっこを確認してください。',
    en: 'kintone-phone.config.json is not valid JSON. Check its commas and brackets.',
  },
  'not-built': {
    ja: '{path} がないか、古い形式です。npm run build を実行してください。',
    en: '{path} is missing or not as expected. Run npm run build.',
  },
  'unknown-option': {
    ja: '指定が正しくありません：{detail}\n使い方は --help で表示します。',
    en: 'The options are not right: {detail}\n--help shows how to use this.',
  },
  'needs-answer': {
    ja: '確認の入力ができない環境です。内容を --dry-run で確かめ、--yes を付けて実行してください。',
    en: 'Nobody can answer here. Look at the changes with --dry-run, then run this with --yes.',
  },
  'kintone-unreachable': {
    ja: 'kintone（{origin}）に接続できません。ネットワーク、プロキシ、KINTONE_APP_URI を確認してください。',
    en: 'kintone ({origin}) cannot be reached. Check the network, the proxy and KINTONE_APP_URI.',
  },
  'kintone-login-refused': {
    ja: 'kintone（{origin}）にログインできません。KINTONE_USERNAME、KINTONE_PASSWORD、KINTONE_BASIC_AUTH を確認してください。2要素認証やSAMLのみのユーザーは使えません。（{detail}）',
    en: 'kintone ({origin}) refuses the log-in. Check KINTONE_USERNAME, KINTONE_PASSWORD and KINTONE_BASIC_AUTH. A user with two-factor or SAML-only log-in cannot be used. ({detail})',
  },
  'kintone-no-permission': {
    ja: 'アプリ {app} を管理する権限がありません。アプリ管理権限を持つユーザーを KINTONE_USERNAME に指定してください。（{detail}）',
    en: 'No permission to manage app {app}. Put a user with app-management permission into KINTONE_USERNAME. ({detail})',
  },
  'kintone-app-not-found': {
    ja: 'アプリ {app} が見つかりません。kintone-phone.config.json の app を確認してください。',
    en: 'App {app} does not exist. Check "app" in kintone-phone.config.json.',
  },
  'kintone-refused': {
    ja: 'kintoneがエラーを返しました：{detail}',
    en: 'kintone answered with an error: {detail}',
  },
  'unpublished-customization': {
    ja: 'アプリ {app} に、ほかの人が変更してまだ公開していないJavaScript／CSSカスタマイズがあります。アプリの設定画面で［アプリを更新］または［変更を中止］を選んでから、もう一度実行してください。',
    en: 'App {app} has changes of its JavaScript/CSS customization that somebody has not published. Update the app or discard the changes on its settings page, then run this again.',
  },
  'unpublished-settings': {
    ja: 'アプリ {app} に、まだ公開していない設定の変更があります（誰かが編集中か、前回のアップロードが途中で終わりました）。アップロードするとそれも公開されます。アプリの設定画面で［アプリを更新］または［変更を中止］を選ぶか、公開してよければ --include-unpublished を付けて実行してください。',
    en: 'App {app} has settings that are not published (someone is editing, or an upload ended half-way). Uploading would publish them too. Update the app or discard the changes on its settings page, or add --include-unpublished if they may go live.',
  },
  'too-many-files': {
    ja: 'アプリ {app} の {place} は、kintoneの上限（30個）を超えます。使っていないファイルを外してください。',
    en: 'App {app} would have more than 30 files in {place}, which kintone does not allow. Remove one that is not used.',
  },
  'odd-file-name': {
    ja: 'アプリ {app} のカスタマイズにあるファイル名「{name}」は安全に保存できません。kintoneの画面で名前を変えて登録し直してください。',
    en: 'The file name "{name}" in the customization of app {app} cannot be kept safely. Register that file under another name.',
  },
  'upload-timed-out': {
    ja: '{seconds}秒待ちましたが、アプリ {app} への反映が終わりません。アプリの設定画面を開き、反映中か、エラーが出ていないかを確認してください。長くかかるアプリでは --limit 300 のように延ばせます。\n{lines}',
    en: 'App {app} was not updated within {seconds} s. Open its settings page and see whether an update is running or has failed. For a slow app, wait longer with --limit 300.\n{lines}',
  },
  'upload-failed': {
    ja: 'アプリ {app} へのアップロードに失敗しました。次の出力を確認してください。\n{lines}',
    en: 'The upload to app {app} failed. It said:\n{lines}',
  },
  'not-live': {
    ja: 'アップロードは終わりましたが、アプリ {app} で動いている内容が意図と違います。同時に設定を変えた人がいないか確認し、もう一度実行してください。',
    en: 'The upload ended, but what app {app} runs is not what was sent. See whether somebody changed it at the same time, then run this again.',
  },
  'context-too-large': {
    ja: 'Functionsの設定が大きすぎます（{bytes}バイト、上限 {limit}バイト）。超えるとTwilioで通話が失敗します（82006）。長い順：{longest}',
    en: 'The settings of the Functions are too large ({bytes} bytes, at most {limit}). Beyond it calls fail at Twilio (82006). Longest: {longest}',
  },
  'unsendable-value': {
    ja: '{name} の値に使えない文字の組み合わせがあります（引用符とバックスラッシュ）。別の値にしてください。',
    en: '{name} mixes quotes and backslashes in a way that cannot be sent. Choose another value.',
  },
  'deploy-timed-out': {
    ja: '{seconds}秒待ちましたが、Twilioへのデプロイが終わりません。Twilioコンソールの Functions and Assets でビルドの状態を確認してください。\n{lines}',
    en: 'The deployment did not end within {seconds} s. See the state of the build in the Twilio console, Functions and Assets.\n{lines}',
  },
  'deploy-failed': {
    ja: 'Twilioへのデプロイに失敗しました。次の出力を確認してください。\n{lines}',
    en: 'The deployment to Twilio failed. It said:\n{lines}',
  },
  unexpected: {
    ja: '予期しないエラーで終了しました：{detail}',
    en: 'Ended by an error that was not expected: {detail}',
  },

  'app-changes': {
    ja: '\nアプリ {app}（{origin}、適用範囲 {scope}）',
    en: '\nApp {app} ({origin}, scope {scope})',
  },
  'change-add': { ja: '  ＋ {place}  {name}  追加（{size}）', en: '  + {place}  {name}  added ({size})' },
  'change-replace': {
    ja: '  ～ {place}  {name}  更新（{before} → {size}）',
    en: '  ~ {place}  {name}  replaced ({before} -> {size})',
  },
  'change-same': { ja: '  ＝ {place}  {name}  変更なし', en: '  = {place}  {name}  unchanged' },
  'change-keep': {
    ja: '  ＝ {place}  {name}  そのまま（ほかのカスタマイズ）',
    en: '  = {place}  {name}  kept (not ours)',
  },
  'change-remove': { ja: '  － {place}  {name}  削除', en: '  - {place}  {name}  removed' },
  'change-scope': {
    ja: '  ～ 適用範囲 {before} → {scope}',
    en: '  ~ scope {before} -> {scope}',
  },
  'scope-none': {
    ja: '  注意：適用範囲が NONE のため、画面には表示されません。--scope ADMIN または --scope ALL で変えられます。',
    en: '  Note: with scope NONE nobody sees the phone. Change it with --scope ADMIN or --scope ALL.',
  },
  'up-to-date': { ja: '  すでに最新です。', en: '  Already up to date.' },
  'dry-run': {
    ja: '--dry-run のため、何も変更していません。',
    en: '--dry-run: nothing was changed.',
  },
  'ask-upload': { ja: 'この内容で反映しますか？', en: 'Apply this?' },
  'not-applied': { ja: '中止しました。何も変更していません。', en: 'Stopped. Nothing was changed.' },
  uploading: { ja: '  反映しています…（最長 {seconds}秒）', en: '  Uploading… (at most {seconds} s)' },
  uploaded: {
    ja: '  反映しました。{origin}/k/{app}/ のレコードを開いて発信を試してください。',
    en: '  Done. Open a record of {origin}/k/{app}/ and try a call.',
  },

  'deploy-plan': {
    ja: 'Twilioアカウント {account} に「{service}」としてデプロイします。\n  Functions: {functions}\n  設定: {settings}\n  設定の大きさ: {bytes} / {limit} バイト',
    en: 'Deploying to the Twilio account {account} as "{service}".\n  Functions: {functions}\n  Settings: {settings}\n  Size of the settings: {bytes} of {limit} bytes',
  },
  'ask-deploy': { ja: 'デプロイしますか？', en: 'Deploy?' },
  deploying: { ja: 'デプロイしています…（数分かかります）', en: 'Deploying… (this takes minutes)' },
  deployed: {
    ja: 'デプロイしました：{url}\n次にすること：\n  1. Twilioコンソールで TwiML App {twimlApp} の Voice Request URL を {url}/call-phone（HTTP POST）に、Status Callback URL を {url}/call-status#rc=5&rp=ct,rt,5xx にする\n  2. 電話番号の A call comes in を {url}/incoming-call、Call status changes を {url}/call-status#rc=5&rp=ct,rt,5xx にする（通話履歴に着信も残すとき）\n  3. .env に FUNCTIONS_URL={url} と書く\n  4. npm run upload',
    en: "Deployed: {url}\nNext:\n  1. In the Twilio console, set the Voice Request URL of the TwiML App {twimlApp} to {url}/call-phone (HTTP POST), and its Status Callback URL to {url}/call-status#rc=5&rp=ct,rt,5xx\n  2. Set the number's “A call comes in” to {url}/incoming-call and “Call status changes” to {url}/call-status#rc=5&rp=ct,rt,5xx (where callers are to be in the call log too)\n  3. Write FUNCTIONS_URL={url} into .env\n  4. npm run upload",
  },

  'outbox-empty': {
    ja: '通話履歴に書かれていない通話はありません。',
    en: 'Every call is in the call log.',
  },
  'outbox-count': {
    ja: '通話履歴にまだない通話：{waiting}件（自動で再試行）、書けなかった通話：{dead}件（retry か drop を待っています）',
    en: 'Not in the call log yet: {waiting} (tried again by itself). Given up: {dead} (waiting for retry or drop).',
  },
  'outbox-waiting': {
    ja: '  待機　{callId}  開始 {startedAt}  相手 {number}  担当 {rep}  次回 {at}',
    en: '  waiting  {callId}  began {startedAt}  number {number}  rep {rep}  next try {at}',
  },
  'outbox-dead': {
    ja: '  不可　{callId}  開始 {startedAt}  相手 {number}  担当 {rep}  中止 {at}  理由 {code}',
    en: '  given up {callId}  began {startedAt}  number {number}  rep {rep}  at {at}  because {code}',
  },
  'outbox-more': { ja: '  ほか {count}件', en: '  and {count} more' },
  'outbox-retried': {
    ja: '{callId} を書き直します。次の通話のあと、または /outbox-sweep を呼んだときに書かれます。',
    en: '{callId} will be written anew: after the next call, or when /outbox-sweep is called.',
  },
  'ask-drop': {
    ja: 'この通話は通話履歴に残りません。やめてよいですか？',
    en: 'This call will not be in the call log. Give it up?',
  },
  'outbox-dropped': {
    ja: '{callId} を書くのをやめました。',
    en: '{callId} was given up.',
  },
  'outbox-unknown': {
    ja: '{callId} という通話は見つかりません。番号は npm run outbox -- list で確かめてください。',
    en: 'There is no call {callId}. See the ids with npm run outbox -- list.',
  },
  'no-call-log': {
    ja: '通話履歴が設定されていません。.env の CALL_LOG_APP_ID と CALL_LOG_API_TOKEN を確認してください。',
    en: 'No call log is set up. Check CALL_LOG_APP_ID and CALL_LOG_API_TOKEN in .env.',
  },
  'sync-unreachable': {
    ja: 'Twilio Sync から答えがありません。ネットワークと、.env の SYNC_SERVICE_SID、TWILIO_API_KEY_SID、TWILIO_API_KEY_SECRET を確認してください。（{detail}）',
    en: 'Twilio Sync does not answer. Check the network, and SYNC_SERVICE_SID, TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET in .env. ({detail})',
  },

  'upload-help': {
    ja: `使い方: npm run upload -- [オプション]

ビルドした電話（dist/kintone）と設定を、kintone-phone.config.json に書いた顧客アプリへ反映します。
ほかのカスタマイズのファイルはそのまま残ります。

  --dry-run               変更内容を表示するだけで、何も変えない
  --yes                   確認せずに反映する
  --app <番号>            このアプリだけに反映する
  --scope ALL|ADMIN|NONE  適用範囲を変える（指定しなければ今のまま）
  --include-unpublished   アプリの未公開の設定変更も一緒に公開してよい
  --limit <秒>            反映を待つ最長時間（既定 120）`,
    en: `Usage: npm run upload -- [options]

Puts the built phone (dist/kintone) and its settings into the customer apps of kintone-phone.config.json.
The files of other customizations stay.

  --dry-run               show what would change, change nothing
  --yes                   do not ask
  --app <id>              this app only
  --scope ALL|ADMIN|NONE  change who gets the customization (otherwise as it is)
  --include-unpublished   settings of the app that are not published yet may go live as well
  --limit <seconds>       longest wait for an app (default 120)`,
  },
  'deploy-help': {
    ja: `使い方: npm run deploy -- [オプション]

ビルドした Functions（dist/twilio-functions）だけを、twilio-run で Twilio にデプロイします。
設定は .env から読み、不足や誤りはまとめて表示します。
実際のTwilioアカウントではまだ試していません。最初は --dry-run で内容を確認してください。

  --dry-run   内容を確かめるだけで、何も変えない
  --yes       確認せずにデプロイする`,
    en: `Usage: npm run deploy -- [options]

Deploys the built Functions (dist/twilio-functions), and nothing else, to Twilio through twilio-run.
The settings come from .env; everything missing or wrong in them is named at once.
Not yet tried on a live Twilio account: look at --dry-run first.

  --dry-run   check and show, change nothing
  --yes       do not ask`,
  },
  'outbox-help': {
    ja: `使い方: npm run outbox -- list | retry <通話ID> | drop <通話ID> [--yes]

通話履歴にまだ書かれていない通話を扱います。設定は .env から読みます。

  list          書かれていない通話を表示する（電話番号は下2桁だけ）
  retry <ID>    書けなかった通話を、もう一度書くようにする
  drop <ID>     その通話を書くのをやめる（--yes で確認を省く）`,
    en: `Usage: npm run outbox -- list | retry <call id> | drop <call id> [--yes]

Calls that are not in the call log yet. The settings come from .env.

  list         show them (of numbers, the last two digits)
  retry <id>   have a call that was given up written anew
  drop <id>    give a call up (--yes does not ask)`,
  },
} as const satisfies Record<string, { ja: string; en: string }>;

export type MessageKey = keyof typeof MESSAGES;
