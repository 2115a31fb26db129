import { library } from '@tooling/tsup';

export default library({ index: 'src/index.ts', cli: 'src/cli.ts' });
