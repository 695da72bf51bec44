// The OpenAPI document of this server, read once for each page.
import { cache } from "react";
import type { Document } from "#components/docs/reference.ts";
import { readOpenApi } from "#server/session.ts";

export const loadDocument = cache(async () => (await readOpenApi()) as Document);
