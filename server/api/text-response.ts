// Responses whose body is one text, known to the door beside the Response: reading it back through the stream that
// every Response carries would cost more than the rest of the answer.

const texts = new WeakMap<Response, string>();

/** A Response as the standard makes it; `textOf` finds its body again. */
export function textResponse(text: string, init: ResponseInit): Response {
  const response = new Response(text, init);
  texts.set(response, text);
  return response;
}

/** The body of a response made by `textResponse`; null for any other, whose body has to be read. */
export function textOf(response: Response): string | null {
  return texts.get(response) ?? null;
}
