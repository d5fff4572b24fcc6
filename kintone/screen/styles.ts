/**
 * Every class begins with kp-. The shades of blue, red and grey are UI Component's own hover shades: kintone's plain
 * ones miss WCAG AA as text (3.15, 3.82, 3.54 on white).
 */
export const STYLES = `
.kp-call,.kp-foot{--ink:#333;--ink2:#5a6469;--blue:#1d6fa5;--red:#bf2718;--line:#c6ced2;color:var(--ink);
font:14px/1.5 "メイリオ",Meiryo,"Hiragino Kaku Gothic ProN","Noto Sans JP","Noto Sans CJK JP",sans-serif}
.kp-call *,.kp-foot *{box-sizing:border-box}
.kp-call [hidden],.kp-foot [hidden]{display:none}
.kp-call p,.kp-foot p{margin:0}
.kp-call a,.kp-foot a{color:var(--blue);text-decoration:none}
.kp-call a:hover,.kp-foot a:hover{text-decoration:underline}
.kp-call time,.kp-number{font-variant-numeric:tabular-nums;white-space:nowrap}
.kp-icon{flex:none;width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.kp-label .kp-icon{width:16px;height:16px}
.kp-icon.kp-filled{fill:currentColor;stroke:none}
.kp-button{--kuc-button-height:40px;--kuc-button-font-size:14px;--bg:#f7f9fa;--over:#e9edee;
--kuc-button-text-color:var(--blue);--kuc-button-background-color:var(--bg);--kuc-button-background-color-hover:var(--over);
--kuc-button-background-color-focus:var(--bg);--kuc-button-background-color-active:var(--over)}
.kp-button.kp-button,.kp-button.kp-button *{font-family:inherit}
.kp-button button{border-color:var(--line);border-radius:0;min-width:88px;justify-content:center}
.kp-main,.kp-stop{--kuc-button-text-color:#fff}
.kp-main{--bg:#1d6fa5;--over:#165682}
.kp-stop{--bg:#bf2718;--over:#9c1f13}
.kp-main button,.kp-stop button{border-color:var(--bg)}
.kp-off{--bg:#e9edee;--kuc-button-text-color:var(--ink2)}
.kp-off button{border-color:#e3e7e8}
.kp-off button:hover{cursor:not-allowed}
.kp-label{display:flex;align-items:center;gap:8px}
.kp-call :focus-visible,.kp-foot :focus-visible,.kp-button button:focus-visible{outline:2px solid #1d6fa5;outline-offset:2px}
.kp-call{display:grid;grid-template:40px 20px/minmax(0,1fr);gap:4px;justify-items:start}
.kp-call-button{--kuc-button-width:160px}
.kp-line{display:flex;gap:8px;max-width:100%;font-size:12px;line-height:20px;color:var(--ink2);white-space:nowrap}
.kp-line span{overflow:hidden;text-overflow:ellipsis}
.kp-line.kp-bad span{color:var(--red)}
.kp-line a,.kp-line time{flex:none}
.kp-unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.kp-dock{display:none;position:fixed;inset:auto 0 0;z-index:1000;container-type:inline-size}
.kp-shown{height:56px}
.kp-shown .kp-dock{display:block}
.kp-bar{position:relative;display:flex;align-items:center;gap:16px;min-height:56px;padding-right:8px;background:#fff;border-top:1px solid var(--line);box-shadow:0 -2px 8px rgb(0 0 0/.08)}
.kp-state{--tone:var(--ink2);align-self:stretch;width:184px;flex:none;display:flex;align-items:center;gap:12px;padding:0 16px 0 12px;border-left:4px solid var(--tone);background:#e9edee;font-size:13px;line-height:18px}
.kp-state>svg{color:var(--tone)}
.kp-state b{display:block;white-space:nowrap}
.kp-state time{display:block;font-size:16px;line-height:20px;font-variant-numeric:tabular-nums}
.kp-state time:empty{display:none}
.kp-wait{--tone:var(--blue);background:#eaf4fb}
.kp-talk{--tone:#1c6e42;background:#e7f4ec}
.kp-warn{--tone:#6b4a00;background:#fff5d6}
.kp-state.kp-bad{--tone:var(--red);background:#fdecea}
.kp-who{flex:1 1 0;min-width:0}
.kp-who a{display:flex;gap:1em;font-weight:bold;white-space:nowrap}
.kp-who a span:first-child{overflow:hidden;text-overflow:ellipsis}
.kp-who a span:last-child{flex:none}
.kp-who p{font-size:12px;line-height:18px;color:var(--ink2);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.kp-number{color:var(--ink);margin-right:16px;font-size:13px}
.kp-who:has(+.kp-say:not([hidden])){flex:0 1 auto;max-width:280px}
.kp-say{flex:1 1 0;min-width:0;padding-left:8px;font-size:13px;line-height:18px}
.kp-code{margin-left:4px;font-size:12px;color:var(--ink2);font-family:Consolas,"Noto Sans Mono",monospace;white-space:nowrap}
.kp-tools{display:flex;align-items:center;gap:4px;flex:none}
.kp-end{--kuc-button-width:104px;flex:none}
.kp-hint{display:flex;align-items:center;gap:12px;min-height:40px;padding:3px 8px 3px 16px;font-size:13px;background:#fff5d6;border-top:1px solid #d9a400}
.kp-hint>svg{color:#6b4a00}
.kp-hint.kp-bad{background:#fdecea;border-color:var(--red)}
.kp-hint.kp-bad>svg{color:var(--red)}
@container(max-width:1000px){.kp-bar{gap:12px}.kp-who:has(+.kp-say:not([hidden])){max-width:176px}}
@container(max-width:640px){.kp-bar{display:grid;grid-template-columns:168px 1fr auto;gap:0;padding:0}
.kp-state{width:auto;height:52px}.kp-who{grid-column:2/-1;padding:0 8px 0 12px}.kp-who:has(+.kp-say:not([hidden])){max-width:none}
.kp-say{grid-column:1/-1;padding:8px 12px 0}.kp-tools{grid-column:1/3;padding-left:12px}.kp-end{margin:8px}}
@media(prefers-reduced-motion:no-preference){.kp-icon-wait{animation:kp-turn 1.2s linear infinite}.kp-wait .kp-icon-phone{animation:kp-pulse 1.6s ease-in-out infinite}}
@keyframes kp-turn{to{transform:rotate(1turn)}}
@keyframes kp-pulse{50%{opacity:.45}}
`;
