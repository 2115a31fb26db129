import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { toCommand, toCurl, toGoogleapis } from '../api/copy-forms.ts';
import type { WriteAnswer } from '../api/pending-writes.ts';
import { toInput } from '../data/input-value.ts';
import type { Values } from '../data/list-query.ts';
import { executeCall } from '../data/write-calls.ts';
import { WriteForm } from '../data/write-form.tsx';
import { SuspendedStrip } from '../overview/suspended-strip.tsx';
import { type Action, type ActionAnswer, actionQuery } from '../resources/action.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { useMay } from '../resources/permissions.ts';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { Documented } from '../ui/documented.tsx';
import { Page, Section } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Permitted } from '../ui/states.tsx';
import { ActionResult } from './action-result.tsx';

const route = getRouteApi('/c/$project/$location/$connection/actions/$action');

export function ActionPage() {
  const { action: name, ...place } = route.useParams();
  const query = useQuery(actionQuery(place, name));
  return (
    <QueryView query={query} what={name}>
      {(action) => <ActionOf key={name} place={place} action={action} />}
    </QueryView>
  );
}

function formsOf(place: ConnectionPlace, name: string, values: Values) {
  const set = Object.entries(values).flatMap(([parameter, value]) => ['--set', `${parameter}=${toInput(value)}`]);
  return [
    toCurl(executeCall(place, name, values)),
    toCommand('run', name, '--connection', place.connection, ...set),
    toGoogleapis('v2', 'projects.locations.connections.actions.execute', {
      name: `${nameOf(place)}/actions/${name}`,
      requestBody: { parameters: values },
    }),
  ];
}

function ActionOf({ place, action }: { readonly place: ConnectionPlace; readonly action: Action }) {
  const may = useMay(place);
  const client = useQueryClient();
  const [answer, setAnswer] = useState<WriteAnswer<ActionAnswer>>();
  const { name, description, inputParameters = [], metadata } = action;
  const { docs, consequence, spendsMoney, isDestructive } = metadata?.twilio ?? {};
  return (
    <Page name={name} title={name} description={<Documented description={description} docs={docs} />}>
      <SuspendedStrip place={place} />
      <Permitted may={may} permission="connectors.actions.execute" what="the form of this action">
        <Section>
          <WriteForm
            fields={inputParameters.map((field) => ({ field, isRequired: field.nullable === false }))}
            title={`Run ${name}`}
            check={consequence === undefined && !spendsMoney && !isDestructive ? 'Run' : undefined}
            action="Run"
            consequence={consequence}
            toCall={(values) => executeCall(place, name, values)}
            extra={(values) => <CopyMenu forms={formsOf(place, name, values)} />}
            onAnswer={(next) => {
              setAnswer(next as WriteAnswer<ActionAnswer>);
              if (consequence)
                void client.invalidateQueries({ queryKey: ['entities', nameOf(place)], refetchType: 'none' });
            }}
          />
        </Section>
        {answer && (
          <Section title="Result">
            <ActionResult answer={answer.body} isReplayed={answer.isReplayed} />
          </Section>
        )}
      </Permitted>
    </Page>
  );
}
