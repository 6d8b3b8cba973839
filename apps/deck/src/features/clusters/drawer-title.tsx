import css from './details.module.css';

/** What a drawer is about, and where that is. */
export const DrawerTitle = ({ name, more }: { name: string; more: string }) => (
  <>
    <h2 className={css.title}>{name}</h2>
    <p className="text-3">{more}</p>
  </>
);
