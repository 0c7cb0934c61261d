// `npm run dev`: the dashboard with hot reload over the mock, signed in; POLKU_API=http://localhost:8080 uses a real server.
import { createServer } from 'vite';
import { PASSWORD, serve } from './server.mjs';

if (process.env.POLKU_API === undefined) {
  const { url } = await serve({ signedIn: true }, 8090);
  console.log(`mock API on ${url}; the password is "${PASSWORD}"`);
}
const vite = await createServer();
await vite.listen();
vite.printUrls();
