import type { Host } from '../host.ts';
import type { ExportKind } from '../messages.ts';

const MEDIA_TYPES: Readonly<Record<ExportKind, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  html: 'text/html',
  json: 'application/json',
};

/** Base64 of a PNG, or text. */
const contents = (kind: ExportKind, data: string): BlobPart =>
  kind === 'png' ? Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)) : data;

/** Hands a file to the editor, or starts a download. */
export const exportFile = (host: Host, kind: ExportKind, name: string, data: string): void => {
  if (host.kind === 'editor') {
    host.post({ type: 'export', kind, name, data });
    return;
  }
  const url = URL.createObjectURL(new Blob([contents(kind, data)], { type: MEDIA_TYPES[kind] }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download reads the URL after this task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};

/** Dots a unit of the picture: sharp on a screen of twice the usual density. */
const PNG_SCALE = 2;

/** The SVG document as the base64 of a PNG; `null`: the page could not draw it. */
export const pngOfSvg = async (svg: string): Promise<string | null> => {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  try {
    await image.decode();
  } catch {
    return null;
  }
  const canvas = document.createElement('canvas');
  canvas.width = image.width * PNG_SCALE;
  canvas.height = image.height * PNG_SCALE;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').slice('data:image/png;base64,'.length);
};

/** This very report with another document in it: scripts and styles as they are, what was drawn left out. */
export const reportWith = (root: Element, data: Element, json: string): string => {
  const copy = document.documentElement.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return '';
  const find = (element: Element): Element | null => copy.querySelector(`#${element.id}`);
  find(root)?.replaceChildren();
  // `<` only ever stands inside JSON strings; escaped, it cannot end the element.
  const script = find(data);
  if (script) script.textContent = json.replaceAll('<', '\\u003c');
  return `<!doctype html>\n${copy.outerHTML}\n`;
};
