/** Drawn on 20 x 20, stroked unless marked as filled. */
const PATHS = {
  phone:
    'f M5.8 2.5 3.2 4.1c-.5.3-.7.8-.7 1.4.6 5.8 5.7 11.2 12 12 .6 0 1.1-.2 1.4-.7l1.6-2.6-4-2.7-2 1.6c-1.7-.8-3.7-2.8-4.6-4.6l1.6-2z',
  down: 'f M1.5 12.6c-.4-1-.2-2.2.6-3 4.3-4.1 11.5-4.1 15.8 0 .8.8 1 2 .6 3l-.5 1.2-4.4-1.2v-2.3c-2.2-.8-5-.8-7.2 0v2.3L2 13.8z',
  wait: 'M10 2.5a7.5 7.5 0 1 1-7.5 7.5',
  micOff:
    'M7 7v2a3 3 0 0 0 4.6 2.5M13 9V5a3 3 0 0 0-5.7-1.3M4 9.5a6 6 0 0 0 9.5 4.8M16 9.5a6 6 0 0 1-.6 2.6M10 15.5V18M7 18h6M3 3l14 14',
  alert: 'M10 3 2 17h16zM10 8v4M10 14.5v.1',
};

export type IconName = keyof typeof PATHS;

const SVG = 'http://www.w3.org/2000/svg';

/** An icon that says nothing to a screen reader: words stand beside it. */
export const icon = (name: IconName): SVGElement => {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  const filled = PATHS[name].startsWith('f ');
  path.setAttribute('d', PATHS[name].replace('f ', ''));
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', `kp-icon kp-icon-${name}${filled ? ' kp-filled' : ''}`);
  svg.append(path);
  return svg;
};
