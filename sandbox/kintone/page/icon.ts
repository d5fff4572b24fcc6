const PATHS = {
  menu: ['M3 5h14M3 10h14M3 15h14'],
  home: ['m2.5 10 7.5-7 7.5 7M5 8v9h3.5v-5h3v5H15V8'],
  bell: ['M4.5 14.5V9a5.5 5.5 0 0 1 11 0v5.5l1.5 1H3zM8.5 17.5h3'],
  star: ['m10 2.5 2.3 5 5.4.6-4 3.7 1.1 5.4-4.8-2.7-4.8 2.7 1.1-5.4-4-3.7 5.4-.6z'],
  search: ['M14 8.5a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0zM13 13l4.5 4.5'],
  gear: [
    'M10 6.9a3.1 3.1 0 1 0 0 6.2 3.1 3.1 0 0 0 0-6.2z',
    'M8.7 2.5h2.6l.4 2.1 1.7.9 2-.8 1.4 2.3-1.6 1.5v2l1.6 1.5-1.4 2.3-2-.8-1.7.9-.4 2.1H8.7l-.4-2.1-1.7-.9-2 .8L3.2 12l1.6-1.5v-2L3.2 7l1.4-2.3 2 .8 1.7-.9z',
  ],
  people: ['M13.5 7a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zM3 17.5c.5-4 3-5.5 7-5.5s6.5 1.5 7 5.5z'],
  phone: [
    'M5.8 2.5 3.2 4.1c-.5.3-.7.8-.7 1.4.6 5.8 5.7 11.2 12 12 .6 0 1.1-.2 1.4-.7l1.6-2.6-4-2.7-2 1.6c-1.7-.8-3.7-2.8-4.6-4.6l1.6-2z',
  ],
  key: ['M12 12.5a5 5 0 1 1 1.5-3.6L18 8.9v3h-2v2h-2.5v-2H12z'],
  previous: ['m12 4-6 6 6 6'],
  next: ['m8 4 6 6-6 6'],
  plus: ['M10 4v12M4 10h12'],
  edit: ['m3.5 16.5.8-3.7L14 3l3 3-9.8 9.7zM12 5l3 3'],
  copy: ['M7 6.5h9.5v11H7zM13 6.5v-4H3.5v11H7'],
  remove: ['M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.7 12h7.6l.7-12M8.5 8.5v6M11.5 8.5v6'],
  document: ['M4 2.5h9l3 3v12H4zM7 8h6M7 11h6M7 14h3'],
  filter: ['M3 4h14l-5.5 6.5V16l-3 1.5v-7z'],
} as const;

export type IconName = keyof typeof PATHS;

const SVG = 'http://www.w3.org/2000/svg';

/** An icon of 20 px, for the eye only: whatever holds it carries the words. */
export function icon(name: IconName, size: 'small' | 'normal' = 'normal'): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', size === 'small' ? 'i s' : 'i');
  svg.setAttribute('aria-hidden', 'true');
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}
