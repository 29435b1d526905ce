import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** Room around what a picture is of, in pixels. */
const MARGIN = 4;
/** A window with nothing in it has a handful: background, border, text that could not be loaded. */
const LEAST_COLOURS = 12;

/** Writes a picture of the parts of the page, or of all of it, and fails when there is nothing on it. */
export const takePicture = async (page: Page, file: string, parts: readonly Locator[]): Promise<void> => {
  const clip = await boxAround(page, parts);
  const picture = await page.screenshot(clip === null ? {} : { clip });
  const colours = await coloursOn(page, picture);
  assert.ok(colours >= LEAST_COLOURS, `${path.basename(file)} is blank: ${colours} colours`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, picture);
};

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const boxAround = async (page: Page, parts: readonly Locator[]): Promise<Box | null> => {
  const boxes = await Promise.all(parts.map((part) => part.boundingBox()));
  const seen = boxes.filter((box) => box !== null);
  if (seen.length === 0) return null;
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const left = Math.max(0, Math.min(...seen.map(({ x }) => x)) - MARGIN);
  const top = Math.max(0, Math.min(...seen.map(({ y }) => y)) - MARGIN);
  const right = Math.min(width, Math.max(...seen.map((box) => box.x + box.width)) + MARGIN);
  const bottom = Math.min(height, Math.max(...seen.map((box) => box.y + box.height)) + MARGIN);
  return { x: left, y: top, width: right - left, height: bottom - top };
};

/** Decoded by the browser that drew it. */
const coloursOn = (page: Page, picture: Buffer): Promise<number> =>
  page.evaluate(
    async (bytes) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const pixels = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
      const colours = new Set<number>();
      for (let at = 0; at + 2 < pixels.length; at += 4)
        colours.add(((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0));
      return colours.size;
    },
    [...picture],
  );
