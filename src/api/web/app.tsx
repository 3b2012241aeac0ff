import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as Kit, ConfigProvider } from 'antd';
import chinese from 'antd/locale/zh_CN';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { Problem } from './api.js';
import { CalendarPage } from './pages/calendar.js';
import { CalendarImportPage } from './pages/calendar-import.js';
import { CalendarYearPage } from './pages/calendar-year.js';
import { CasePage } from './pages/case.js';
import { CasesPage } from './pages/cases.js';
import { DevicesPage } from './pages/devices.js';
import { HandoverPage } from './pages/handover.js';
import { HandoversPage } from './pages/handovers.js';
import { ImportNoticePage } from './pages/import-notice.js';
import { LettersPage } from './pages/letters.js';
import { LinkPage } from './pages/link.js';
import { MediaMatrixPage } from './pages/media-matrix.js';
import { MyTasksPage } from './pages/my-tasks.js';
import { NewPersonPage } from './pages/new-person.js';
import { EntrustmentsPage } from './pages/entrustments.js';
import { FailedPage, NotFoundPage } from './pages/not-found.js';
import { OwnPasswordPage } from './pages/own-password.js';
import { PeoplePage } from './pages/people.js';
import { PersonPage } from './pages/person.js';
import { RecordingsPage } from './pages/recordings.js';
import { RegisterImportPage } from './pages/register-import.js';
import { RemindersPage } from './pages/reminders.js';
import { SetPasswordPage } from './pages/set-password.js';
import { SignInPage } from './pages/sign-in.js';
import { StartCasePage } from './pages/start-case.js';
import { StartMatterPage } from './pages/start-matter.js';
import { SubstitutionsPage } from './pages/substitutions.js';
import { SupervisionPage } from './pages/supervision.js';
import { TaskPage } from './pages/task.js';
import { TokensPage } from './pages/tokens.js';
import { UnitsPage } from './pages/units.js';
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
  { path: '/password', Component: SetPasswordPage, ErrorBoundary: FailedPage },
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
          { path: '/matters/new', Component: StartMatterPage },
          { path: '/cases/:number', Component: CasePage },
          { path: '/cases/:number/recordings', Component: RecordingsPage },
          { path: '/letters', Component: LettersPage },
          { path: '/calendar', Component: CalendarPage },
          { path: '/calendar/new', Component: ImportNoticePage },
          { path: '/calendar/imports/:id', Component: CalendarImportPage },
          { path: '/calendar/:year', Component: CalendarYearPage },
          { path: '/entrustments', Component: EntrustmentsPage },
          { path: '/substitutions', Component: SubstitutionsPage },
          { path: '/handovers', Component: HandoversPage },
          { path: '/handovers/:id', Component: HandoverPage },
          { path: '/tokens', Component: TokensPage },
          { path: '/people', Component: PeoplePage },
          { path: '/people/new', Component: NewPersonPage },
          { path: '/people/import', element: <RegisterImportPage key="people" kind="people" /> },
          { path: '/people/:id', Component: PersonPage },
          { path: '/units', Component: UnitsPage },
          { path: '/units/import', element: <RegisterImportPage key="units" kind="units" /> },
          { path: '/devices', Component: DevicesPage },
          { path: '/supervision', Component: SupervisionPage },
          { path: '/media-matrix', Component: MediaMatrixPage },
          { path: '/reminders', Component: RemindersPage },
          { path: '/account/password', Component: OwnPasswordPage },
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
