import { library } from '@tooling/tsup';

export default library({ index: 'src/index.ts', worker: 'src/pglite/worker.ts' });
