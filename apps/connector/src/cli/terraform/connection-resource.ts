/** Where the value of an attribute goes in Google's API, and its type there. */
export interface Attribute {
  readonly kind: 'text' | 'flag' | 'integer' | 'int64' | 'texts' | 'labels';
  /** Its name in Google's API. */
  readonly field: string;
  /** Whether Terraform demands a value where Google's API leaves out false. */
  readonly isRequired: boolean;
}

/** A nested block. */
export interface Block {
  readonly kind: 'block' | 'blocks';
  readonly field: string;
  readonly members: Members;
}

/** The attributes and blocks of a block by their names in Terraform, in the order in which they are written. */
export type Members = Readonly<Record<string, Attribute | Block>>;

/** A declaration whose field has the same name, in camelCase, unless it says otherwise. */
type Declared = Omit<Attribute, 'field' | 'isRequired'> & { readonly field?: string; readonly isRequired?: boolean };
type DeclaredBlock = Omit<Block, 'field'> & { readonly field?: string };

function members(declared: Readonly<Record<string, Declared | DeclaredBlock>>): Members {
  const named = Object.entries(declared).map(([name, declaration]) => {
    const field = name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    return [name, { field, isRequired: false, ...declaration } as Attribute | Block] as const;
  });
  return Object.fromEntries(named);
}

const text = { kind: 'text' } as const;
const flag = { kind: 'flag' } as const;
const integer = { kind: 'integer' } as const;
const requiredFlag = { ...flag, isRequired: true } as const;

const block = (declared: Parameters<typeof members>[0]) => ({ kind: 'block', members: members(declared) }) as const;
const blocks = (field: string, declared: Parameters<typeof members>[0]) =>
  ({ kind: 'blocks', field, members: members(declared) }) as const;

const secret = block({ secret_version: text });

const VARIABLE = {
  key: text,
  integer_value: { kind: 'int64', field: 'intValue' },
  string_value: text,
  boolean_value: { ...flag, field: 'boolValue' },
  secret_value: secret,
  encryption_key_value: block({ type: text, kms_key_name: text }),
} as const;

const DESTINATION = { host: text, port: integer, service_attachment: text } as const;

const AUTHENTICATION = {
  auth_type: text,
  auth_key: text,
  additional_variable: blocks('additionalVariables', VARIABLE),
  user_password: block({ username: text, password: secret }),
} as const;

const AUTH_CONFIG = block({
  ...AUTHENTICATION,
  oauth2_jwt_bearer: block({ client_key: secret, jwt_claims: block({ issuer: text, subject: text, audience: text }) }),
  oauth2_client_credentials: block({ client_id: text, client_secret: secret }),
  ssh_public_key: block({
    username: text,
    ssh_client_cert: secret,
    cert_type: text,
    ssh_client_cert_pass: secret,
  }),
  oauth2_auth_code_flow: block({
    client_id: text,
    client_secret: secret,
    scopes: { kind: 'texts' },
    enable_pkce: flag,
    auth_uri: text,
  }),
});

/** The type of the resource in Terraform's Google provider. */
export const CONNECTION_RESOURCE = 'google_integration_connectors_connection';

/** The attributes that make up the name of a connection. */
export const NAME_PARTS = ['project', 'location', 'name'] as const;

/**
 * The arguments of `google_integration_connectors_connection` besides the parts of its name:
 * https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/integration_connectors_connection
 */
export const CONNECTION_MEMBERS = members({
  connector_version: text,
  description: text,
  labels: { kind: 'labels' },
  service_account: text,
  suspended: flag,
  config_variable: blocks('configVariables', VARIABLE),
  auth_config: AUTH_CONFIG,
  destination_config: blocks('destinationConfigs', {
    key: text,
    destination: blocks('destinations', DESTINATION),
  }),
  lock_config: block({ locked: requiredFlag, reason: text }),
  node_config: block({ min_node_count: integer, max_node_count: integer }),
  log_config: block({ enabled: requiredFlag, level: text }),
  ssl_config: block({
    type: text,
    trust_model: text,
    use_ssl: flag,
    server_cert_type: text,
    client_cert_type: text,
    private_server_certificate: secret,
    client_certificate: secret,
    client_private_key: secret,
    client_private_key_pass: secret,
    additional_variable: blocks('additionalVariables', VARIABLE),
  }),
  eventing_enablement_type: text,
  eventing_config: block({
    enrichment_enabled: flag,
    registration_destination_config: block({ key: text, destination: blocks('destinations', DESTINATION) }),
    auth_config: block(AUTHENTICATION),
    additional_variable: blocks('additionalVariables', VARIABLE),
  }),
});
