import { NavLink } from 'react-router';

const doors = [
  { to: '/people', label: '人员' },
  { to: '/units', label: '机构' },
  { to: '/entrustments', label: '委托' },
  { to: '/reminders', label: '提醒设置' },
  { to: '/devices', label: '音像设备' },
] as const;

/** The parts of the register. */
export const RegisterDoors = () => (
  <nav className="register-doors" aria-label="人员和机构">
    {doors.map(({ to, label }) => (
      <NavLink key={to} to={to}>
        {label}
      </NavLink>
    ))}
  </nav>
);
