import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as Kit, ConfigProvider } from 'antd';
import chinese from 'antd/locale/zh_CN';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { Problem } from './api.js';
import { CasePage } from './pages/case.js';
import { CasesPage } from './pages/cases.js';
import { LettersPage } from './pages/letters.js';
import { LinkPage } from './pages/link.js';
import { MyTasksPage } from './pages/my-tasks.js';
import { FailedPage, NotFoundPage } from './pages/not-found.js';
import { SignInPage } from './pages/sign-in.js';
import { StartCasePage } from './pages/start-case.js';
import { TaskPage } from './pages/task.js';
import { TokensPage } from './pages/tokens.js';
import { Layout } from './parts/layout.js';
import { NowProvider } from './parts/now.js';
import { SignedIn } from './parts/signed-in.js';
import { sessionExpired } from './session.js';
import { theme } from './theme.js';

const onError = (error: unknown): void => {
  if (error instanceof Problem && error.status === 401) sessionExpired(client);
};

/** A refusal is not asked for again; a failure to reach the server is, once. */
const retry = (failures: number, error: unknown): boolean =>
  failures < 1 && error instanceof Problem && (error.status === 0 || error.status >= 500);

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    // `always`: the library's own idea of being offline would leave an act waiting without a word.
    queries: { retry, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

const router = createBrowserRouter([
  { path: '/sign-in', Component: SignInPage, ErrorBoundary: FailedPage },
  {
    Component: SignedIn,
    ErrorBoundary: FailedPage,
    children: [
      {
        Component: Layout,
        children: [
          { index: true, Component: MyTasksPage },
          { path: '/t', Component: LinkPage },
          { path: '/tasks/:id', Component: TaskPage },
          { path: '/cases', Component: CasesPage },
          { path: '/cases/new', Component: StartCasePage },
          { path: '/cases/:number', Component: CasePage },
          { path: '/letters', Component: LettersPage },
          { path: '/tokens', Component: TokensPage },
          { path: '*', Component: NotFoundPage },
        ],
      },
    ],
  },
]);

/** The page: its providers and its routes. */
export function App() {
  return (
    <ConfigProvider locale={chinese} theme={theme} button={{ autoInsertSpace: false }}>
      <Kit>
        <QueryClientProvider client={client}>
          <NowProvider>
            <RouterProvider router={router} />
          </NowProvider>
        </QueryClientProvider>
      </Kit>
    </ConfigProvider>
  );
}
