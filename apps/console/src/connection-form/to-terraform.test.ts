import { expect, test } from 'vitest';
import { toTerraform } from './to-terraform.ts';

test('a connection is written as the resource of Terraform', () => {
  const { text } = toTerraform(
    { project: 'p', location: 'us-central1', name: 'my-support' },
    {
      labels: { team: 'a${b}' },
      nodeConfig: { minNodeCount: 3 },
      configVariables: [{ key: 'proxy_enabled', boolValue: true }],
      destinationConfigs: [{ key: 'proxy_server', destinations: [{ host: 'h', port: 1 }] }],
      authConfig: { authType: 'USER_PASSWORD', userPassword: { username: 'AC1', password: { secretVersion: 's' } } },
    },
  );
  expect(text).toBe(`resource "google_integration_connectors_connection" "my_support" {
  name = "my-support"
  project = "p"
  location = "us-central1"
  labels = {
    "team" = "a$\${b}"
  }
  node_config {
    min_node_count = 3
  }
  config_variable {
    key = "proxy_enabled"
    boolean_value = true
  }
  destination_config {
    key = "proxy_server"
    destination {
      host = "h"
      port = 1
    }
  }
  auth_config {
    auth_type = "USER_PASSWORD"
    user_password {
      username = "AC1"
      password {
        secret_version = "s"
      }
    }
  }
}
`);
});
