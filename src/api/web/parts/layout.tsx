import { Button } from 'antd';
import { Link, NavLink, Outlet } from 'react-router';
import type { Session } from '../../schemas.js';
import { useSignedIn, useSignOut } from '../session.js';

const doors: readonly { to: string; label: string; open: (may: Session['capabilities']) => boolean }[] = [
  { to: '/', label: '我的任务', open: () => true },
  { to: '/cases', label: '案件', open: (may) => may.seeCases },
  { to: '/cases/new', label: '启动案件', open: (may) => may.startCase },
  { to: '/supervision', label: '监督检查', open: (may) => may.supervise },
  { to: '/people', label: '人员和机构', open: (may) => may.seeRegister },
  { to: '/calendar', label: '节假日日历', open: (may) => may.seeCalendar },
  { to: '/letters', label: '我的通知', open: (may) => may.seeLetters },
  { to: '/substitutions', label: '代理', open: (may) => may.decideTasks },
  { to: '/entrustments', label: '委托', open: (may) => may.decideTasks },
];

/** Who is signed in, and with which posts. */
function Whoami({ session }: { session: Session }) {
  const signOut = useSignOut();
  return (
    <div className="whoami">
      <span>
        <strong>{session.person.name}</strong>
        <span className="posts">
          {session.person.posts.map((post) => `${post.unitName} ${post.label}`).join('；')}
        </span>
      </span>
      {session.capabilities.holdTokens && <Link to="/tokens">访问令牌</Link>}
      <Link to="/account/password">修改密码</Link>
      <Button size="small" ghost onClick={() => void signOut()}>
        退出
      </Button>
    </div>
  );
}

/** The frame of every page behind the sign-in: skip link, bureau, doors, person, the page itself. */
export function Layout() {
  const session = useSignedIn();
  return (
    <>
      <a className="skip" href="#content">
        跳到正文
      </a>
      <header className="header">
        <div className="header-inner">
          <div className="brand">
            <span className="bureau">{session.bureau}</span>
            <span className="system">行政执法全过程记录系统</span>
          </div>
          <Whoami session={session} />
        </div>
        <nav className="nav" aria-label="主导航">
          {doors
            .filter((door) => door.open(session.capabilities))
            .map((door) => (
              <NavLink key={door.to} to={door.to} end>
                {door.label}
              </NavLink>
            ))}
        </nav>
      </header>
      <main id="content" className="content" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}
