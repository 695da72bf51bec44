// What a program can do before it has any credential, under the name that existing programs use.
import { agentsResource } from "./agents.ts";
import type { components } from "./api.ts";
import { unwrap } from "./errors.ts";
import { createHttp, type OneclawClientConfig } from "./http.ts";

type Schemas = components["schemas"];
type Options = Pick<OneclawClientConfig, "fetch" | "timeoutMs"> & { signal?: AbortSignal };

export const AgentsResource = {
  /**
   * Asks the server at `baseUrl` to become an agent. A person decides, and gets the key; the answer never has it.
   * @throws OneclawError with the server's sentence when it refuses, or when there is no answer
   */
  async enroll(
    baseUrl: string,
    request: Schemas["EnrollAgentRequest"],
    { signal, ...config }: Options = {},
  ): Promise<Schemas["EnrollAgentResponse"]> {
    const http = createHttp({ ...config, baseUrl });
    return unwrap(await agentsResource(http).enroll(request, signal ? { signal } : {}));
  },
};
