/** Turns a scene into a photograph: softness, a lens's vignette, film grain, JPEG. */
import sharp from 'sharp';
import { chance, type Layer, type Scene } from './drawing.ts';

const softScale = 4;
const grainSize = 384;

/** The finished JPEG; the same bytes each time on one machine. */
export async function develop(scene: Scene): Promise<Buffer> {
  const { width, height } = scene;
  const layers = await Promise.all(scene.layers.map((layer) => inlineLayer(layer, width, height)));
  const lens = `<radialGradient id="lens" cx=".5" cy=".48" r=".78"><stop offset=".55" stop-color="#fff"/><stop offset="1" stop-color="#a8a4ae"/></radialGradient>`;
  const film = `<pattern id="film" width="${grainSize}" height="${grainSize}" patternUnits="userSpaceOnUse"><image width="${grainSize}" height="${grainSize}" href="${await grainTile()}"/></pattern>`;
  const finish = `${lens}${film}${blended('multiply', '<rect width="100%" height="100%" fill="url(#lens)"/>')}${blended('overlay', '<rect width="100%" height="100%" fill="url(#film)"/>')}`;
  const drawing = svgOf(width, height, width, height, `<rect width="100%" height="100%"/>${layers.join('')}${finish}`);
  return sharp(Buffer.from(drawing), { unlimited: true }).removeAlpha().jpeg({ quality: 86 }).toBuffer();
}

const svgOf = (width: number, height: number, viewWidth: number, viewHeight: number, content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${viewWidth} ${viewHeight}" preserveAspectRatio="none">${content}</svg>`;
const blended = (mode: string, content: string) => `<g style="mix-blend-mode:${mode}">${content}</g>`;

/** A soft layer is drawn small, blurred and laid in as an enlarged picture: as good, and many times quicker. */
async function inlineLayer(layer: Layer, width: number, height: number): Promise<string> {
  const mode = layer.blend ?? 'normal';
  if (layer.blur === undefined && layer.streak === undefined)
    return mode === 'normal' ? layer.svg : blended(mode, layer.svg);
  const across = layer.streak ?? softScale;
  const down = layer.blur === undefined ? 2 : softScale;
  const drawn = sharp(
    Buffer.from(svgOf(Math.round(width / across), Math.round(height / down), width, height, layer.svg)),
  );
  const softened = layer.blur === undefined ? drawn : drawn.blur(Math.max(0.5, layer.blur / softScale));
  const png = await softened.png({ compressionLevel: 1 }).toBuffer();
  return blended(
    mode,
    `<image width="${width}" height="${height}" preserveAspectRatio="none" href="${dataUri(png)}"/>`,
  );
}

const dataUri = (png: Buffer) => `data:image/png;base64,${png.toString('base64')}`;

let grain: Promise<string> | undefined;
/** A tile of grey noise, a little clumped like silver halide; made once. */
function grainTile(): Promise<string> {
  const raw = { width: grainSize, height: grainSize, channels: 3 } as const;
  grain ??= sharp(noise(grainSize), { raw }).blur(0.6).png({ compressionLevel: 1 }).toBuffer().then(dataUri);
  return grain;
}

function noise(size: number): Buffer {
  const random = chance(1839);
  const pixels = Buffer.alloc(size * size * 3);
  for (let at = 0; at < pixels.length; at += 3)
    pixels.fill(127 + Math.round((random() + random() - 1) * 36), at, at + 3);
  return pixels;
}
