/** What rests on law that the legal office has not checked yet says so, and why; nothing once it has. */
export const Unconfirmed = ({ because }: { because: string | null }) =>
  because !== null && (
    <p className="quiet unconfirmed">
      <span className="mark mark-unconfirmed">待核</span> 须由法制机构核对：{because}。
    </p>
  );
