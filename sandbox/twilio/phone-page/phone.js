// @ts-check
/* The callee's phone: draws what the stand-in tells, and passes clicks on. It keeps no state of its own. */
(() => {
  const ENDED_MS = 4000;
  const QUIETEST_DB = -60;
  const HOW = {
    busy: '話し中にしました',
    'no-answer': '応答しませんでした',
    canceled: '相手が発信をやめました',
    failed: 'つながりませんでした',
  };

  /** @type {Record<string, string>} */
  const STATES = {
    ringing: '着信中',
    'in-progress': '通話中',
    listening: '発信中',
    ended: '通話終了',
  };
  /** @type {Record<string, string>} */
  const WHOSE = { outgoing: '相手の電話', incoming: 'お客様の電話', forwarded: '転送先の電話' };
  /** Where the keyboard goes on when the phase changes. @type {Record<string, string>} */
  const FIRST_STEP = {
    ringing: '[data-do="answer"]',
    'in-progress': '[data-do="hang-up"]',
    listening: '[data-do="give-up"]',
  };

  /** @param {any} call */
  const howItEnded = (call) =>
    // A caller ends their own call; only one that was never taken is worth a word.
    (call.direction === 'outgoing' || call.status === 'failed'
      ? HOW[/** @type {keyof typeof HOW} */ (call.status)]
      : undefined) ?? '通話を終了しました';

  /** @param {string} id */
  const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const phones = byId('phones');
  const template = /** @type {HTMLTemplateElement} */ (byId('phone'));
  /** @type {Map<string, {section: HTMLElement, call: any}>} */
  const cards = new Map();
  let clockAhead = 0;

  /** @param {HTMLElement} section @param {string} name */
  const part = (section, name) => /** @type {HTMLElement} */ (section.querySelector(`[data-${name}]`));

  /** @param {HTMLElement} element @param {string} text */
  const write = (element, text) => {
    if (element.textContent !== text) {
      element.textContent = text;
    }
  };

  /** @param {number} level 0 to 1 */
  const width = (level) => {
    const decibel = level > 0 ? 20 * Math.log10(level) : QUIETEST_DB;
    return `${Math.round(Math.max(0, 1 - decibel / QUIETEST_DB) * 100)}%`;
  };

  /** @param {string} since */
  const clock = (since) => {
    const seconds = Math.max(0, Math.floor((Date.now() + clockAhead - Date.parse(since)) / 1000));
    return [Math.floor(seconds / 60), seconds % 60]
      .map((number) => String(number).padStart(2, '0'))
      .join(':');
  };

  /** @param {string} callSid @param {string} action */
  const act = (callSid, action) => fetch(`/sandbox/calls/${callSid}/${action}`, { method: 'POST' });

  /** @param {any} call */
  const newCard = (call) => {
    const section = /** @type {HTMLElement} */ (
      /** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild
    );
    for (const button of section.querySelectorAll('button')) {
      button.addEventListener('click', () => {
        const silent = button.getAttribute('aria-pressed') === 'true';
        act(call.callSid, button.dataset.do ?? (silent ? 'speak' : 'silence'));
      });
    }
    phones.prepend(section);
    const card = { section, call };
    cards.set(call.callSid, card);
    for (const element of section.querySelectorAll('[data-voice]')) {
      /** @type {HTMLElement} */ (element).hidden = call.direction === 'incoming';
    }
    byId('news').textContent =
      call.direction === 'incoming' ? `お客様から着信：${call.phoneText}` : `着信中：${call.toText}`;
    return card;
  };

  /** @param {{section: HTMLElement, call: any}} card */
  const draw = ({ section, call }) => {
    const { phase } = call;
    const isIncoming = call.direction === 'incoming';
    // While somebody is put through to, it is their phone that one answers here.
    const isForwarded = isIncoming && phase !== 'listening' && call.forwardedText !== '';
    const focused = section.contains(document.activeElement);
    for (const element of section.querySelectorAll('[data-when]')) {
      /** @type {HTMLElement} */ (element).hidden = element.getAttribute('data-when') !== phase;
    }
    write(part(section, 'whose'), WHOSE[isForwarded ? 'forwarded' : call.direction]);
    write(part(section, 'to'), isForwarded ? call.forwardedText : call.phoneText);
    part(section, 'caller').hidden = !isForwarded;
    write(part(section, 'caller-number'), call.phoneText);
    write(part(section, 'called'), call.toText);
    write(part(section, 'said'), call.saidText);
    part(section, 'said').hidden = call.saidText === '';
    write(part(section, 'from'), call.fromText);
    write(part(section, 'state'), STATES[phase]);
    write(part(section, 'ring-seconds'), String(call.ringSeconds));
    write(part(section, 'received'), call.rtpReceived.toLocaleString('ja'));
    write(part(section, 'sent'), call.rtpSent.toLocaleString('ja'));
    write(part(section, 'how'), howItEnded(call));
    part(section, 'heard').style.setProperty('--level', width(call.heard.level));
    part(section, 'returned').style.setProperty('--level', width(call.returnedLevel));
    part(section, 'silence').setAttribute('aria-pressed', String(!call.speaking));
    const pressed = part(section, 'pressed');
    for (const key of [...call.dtmf].slice(pressed.childElementCount)) {
      pressed.append(Object.assign(document.createElement('kbd'), { textContent: key }));
    }
    if (focused && section.dataset.phase !== phase && phase !== 'ended') {
      /** @type {HTMLElement} */ (section.querySelector(FIRST_STEP[phase])).focus();
    }
    section.dataset.phase = phase;
    if (phase === 'ended' && call.endedAt && !section.dataset.leaving) {
      section.dataset.leaving = 'true';
      setTimeout(() => {
        section.remove();
        cards.delete(call.callSid);
        byId('waiting').hidden = cards.size > 0;
      }, ENDED_MS);
    }
  };

  const drawTimes = () => {
    for (const { section, call } of cards.values()) {
      if (section.dataset.phase !== 'ended') {
        write(part(section, 'time'), clock(call.answeredAt ?? call.ringingAt));
      }
    }
  };

  // The page that embeds it has its own title around it.
  document.documentElement.classList.toggle('embedded', window !== window.parent);
  const events = new EventSource('/sandbox/events');
  events.addEventListener('open', () => (byId('lost').hidden = true));
  events.addEventListener('error', () => (byId('lost').hidden = false));
  events.addEventListener('calls', (event) => {
    const { now, calls } = JSON.parse(event.data);
    clockAhead = Date.parse(now) - Date.now();
    for (const call of calls) {
      const card = cards.get(call.callSid) ?? (call.phase === 'ended' ? undefined : newCard(call));
      if (card) {
        card.call = call;
        draw(card);
      }
    }
    byId('waiting').hidden = cards.size > 0;
    drawTimes();
  });
  setInterval(drawTimes, 250);
})();
