import type { PageData } from '../page-data';
import { element } from './element';

const LIMIT_MS = 30_000;

function loaded(node: HTMLScriptElement | HTMLLinkElement): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, LIMIT_MS);
    for (const event of ['load', 'error']) {
      node.addEventListener(event, () => {
        clearTimeout(limit);
        resolve();
      });
    }
    document.head.append(node);
  });
}

/** Loads the app's files, styles first, scripts exactly in their order; one that is broken stops no other. */
export async function loadCustomization({ js, css }: PageData['customization']): Promise<void> {
  const styles = css.map((href) => loaded(element('link', { rel: 'stylesheet', href })));
  const scripts = js.map((src) => {
    const script = element('script', { src });
    // Added by a program, a script runs whenever it arrives; this keeps the order.
    script.async = false;
    return loaded(script);
  });
  await Promise.all([...styles, ...scripts]);
}
