import type { Make } from "../world.ts";

export const examples: Record<string, Make> = {};
