import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import type { ConnectionPlace } from '../resources/connection.ts';
import { projectsQuery } from '../resources/session.ts';

/** The connection of the open view, or undefined on views of a project. */
export function usePlace(): ConnectionPlace | undefined {
  const { project, location, connection } = useParams({ strict: false });
  return project && location && connection ? { project, location, connection } : undefined;
}

/** The project of the first connection, which every server has. */
const FIRST = 'local';

/** The project of the open view: that of its connection, of its link, or the first of the caller. */
export function useProject(): string {
  const place = usePlace();
  const { project } = useSearch({ strict: false });
  const { data: projects } = useQuery(projectsQuery);
  return place?.project ?? project ?? (projects?.includes(FIRST) ? FIRST : projects?.[0]) ?? FIRST;
}
