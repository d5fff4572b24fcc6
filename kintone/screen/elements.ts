import { Button } from 'kintone-ui-component/lib/button';
import { icon, type IconName } from './icons';

/** An element of ours with its class and children. */
export const element = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: Array<Node | string>
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
};

export interface ButtonLook {
  kind: 'main' | 'stop' | 'plain' | 'off';
  label: string;
  icon?: IconName;
}

export interface PhoneButton {
  element: HTMLElement;
  look: (look: ButtonLook) => void;
  focus: () => void;
}

/**
 * kintone UI Component's Button in one of our kinds. A button that cannot be used stays reachable by keyboard, so it
 * gets aria-disabled, which the component has no property for.
 */
export const createButton = (className: string, onClick: () => void, describedBy = ''): PhoneButton => {
  const button = new Button({});
  let shown = '';
  button.addEventListener('click', onClick);
  const inner = (): HTMLElement | null => button.querySelector('button');
  return {
    element: button,
    focus: () => inner()?.focus({ preventScroll: true }),
    look: (look) => {
      const next = JSON.stringify(look);
      if (next === shown) return;
      shown = next;
      button.className = `kp-button kp-${look.kind} ${className}`;
      button.content = element('span', 'kp-label', ...(look.icon ? [icon(look.icon)] : []), look.label);
      void button.updateComplete.then(() => {
        inner()?.setAttribute('aria-disabled', String(look.kind === 'off'));
        if (describedBy) inner()?.setAttribute('aria-describedby', describedBy);
      });
    },
  };
};

/** 03:11 */
export const formatTime = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
};
