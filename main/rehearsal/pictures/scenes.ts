/** Every scene by name. A scene is data until it is developed. */
import type { Scene } from './drawing.ts';
import { bridge, lighthouse } from './scenes-coast.ts';
import { dunes } from './scenes-dunes.ts';
import { kitchenLight, marketFruit } from './scenes-food.ts';
import { nightTrain, roofs, stairsInRain } from './scenes-town.ts';
import { birches, snow } from './scenes-trees.ts';
import { ferry, fogHarbour, lakePier, swimmingLane } from './scenes-water.ts';

export const scenes = {
  'fog-harbour': fogHarbour,
  'dunes-morning': () =>
    dunes({
      seed: 7,
      sky: ['#7f94b8', '#c9b9c2 .2', '#f6d3b0 .36', '#fbe6c6 .42'],
      sun: [1060, 372, '#ffe2b0'],
      sand: [
        ['#d9b49c', '#a98c92'],
        ['#dba982', '#8d6c72'],
        ['#e0a674', '#74505a'],
        ['#d99a66', '#5a3a46'],
        ['#b9774e', '#3a2430'],
      ],
    }),
  'dunes-noon': () =>
    dunes({
      seed: 24,
      sky: ['#4f83b4', '#8fb4cf .22', '#dfe3d8 .4'],
      sun: [300, 150, '#fffbe8'],
      sand: [
        ['#e8d3ac', '#cdb083'],
        ['#ecd09c', '#bf9762'],
        ['#efcb8e', '#b3854e'],
        ['#edc17c', '#9c6c3c'],
        ['#dca760', '#7c522e'],
      ],
    }),
  'dunes-evening': () =>
    dunes({
      seed: 51,
      sky: ['#2c3560', '#7a5a86 .18', '#d9776c .33', '#f8b878 .42'],
      sun: [420, 396, '#ffb070'],
      sand: [
        ['#a8677a', '#6b4a70'],
        ['#b86a62', '#573a62'],
        ['#b9604c', '#432a50'],
        ['#93463e', '#2e1c3c'],
        ['#5f2c34', '#1c1128'],
      ],
    }),
  'kitchen-light': kitchenLight,
  'night-train': nightTrain,
  'market-fruit': marketFruit,
  'stairs-in-rain': stairsInRain,
  birches,
  roofs,
  'swimming-lane': swimmingLane,
  ferry,
  snow,
  lighthouse,
  'lake-pier': lakePier,
  bridge,
} as const satisfies Readonly<Record<string, () => Scene>>;
export type SceneName = keyof typeof scenes;
