// Keeps a person signed in to the pages. Who somebody is decides the API; this turns its answer into a cookie.
import NextAuth from "next-auth";
import { authOptions } from "./auth-options.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: Request, context: Context): Promise<Response> {
  return NextAuth(await authOptions())(request, context);
}

export { handle as GET, handle as POST };
