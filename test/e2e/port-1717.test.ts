import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { program, temporaryHome, watch } from '../support/cli.js'
import { describeWith } from '../support/needs.js'

/** Runs a script in a network namespace of its own, where port 1717 is nobody's yet. */
async function alone(script: string): Promise<{ status: number | null; stdout: string }> {
  using home = temporaryHome()
  const env = {
    PATH: process.env['PATH'],
    ...home.env,
    CLI: `${process.execPath} ${program}`,
    NODE: process.execPath,
  }
  return await watch(spawn('unshare', ['-rn', 'sh', '-c', script], { env }), undefined).ended
}

const org = `
ip link set lo up
$CLI emulator --port 0 --auto-approve -o json >"$HOME/ready" & org=$!
for n in $(seq 300); do [ -s "$HOME/ready" ] && break; sleep 0.1; done
field() { $NODE -p "const r=JSON.parse(require('fs').readFileSync('$HOME/ready'));$1"; }
host=$(field r.hosts.my_domain)
id=$(field "r.apps.find(a=>a.name==='public').client_id")
`

describeWith(['unshare'], 'the default callback http://localhost:1717/OauthRedirect', () => {
  test('is served on 127.0.0.1 and ::1', async () => {
    const ended = await alone(`${org}
      $CLI login $host -i $id --no-browser -o json >"$HOME/out" 2>"$HOME/err" & login=$!
      for n in $(seq 300); do grep -q ^http "$HOME/err" && break; sleep 0.1; done
      grep -o 'redirect_uri=[^&]*' "$HOME/err"
      curl -s -o /dev/null -w '%{http_code}\\n' http://127.0.0.1:1717/OauthRedirect -H 'Host: localhost:1717'
      curl -s -o /dev/null -w '%{http_code}\\n' 'http://[::1]:1717/OauthRedirect' -H 'Host: localhost:1717'
      curl -sL -c "$HOME/j" -b "$HOME/j" "$(grep -m1 ^http "$HOME/err")" -o /dev/null
      wait $login; echo $?; kill $org`)
    expect(ended.stdout.split('\n')).toEqual([
      'redirect_uri=http%3A%2F%2Flocalhost%3A1717%2FOauthRedirect',
      '403',
      '403',
      '0',
      '',
    ])
  })

  test('T44, T45: a squatter on either family is refused and named, before any request to the org', async () => {
    for (const family of ['127.0.0.1', '::1']) {
      const ended = await alone(`${org}
        $NODE -e "require('net').createServer().listen(1717,'${family}',()=>console.log('up'))" >"$HOME/up" & squatter=$!
        for n in $(seq 300); do [ -s "$HOME/up" ] && break; sleep 0.1; done
        $CLI login $host -i $id --no-browser -o json 2>"$HOME/err"; echo $?
        grep -c 1717 "$HOME/err"
        curl -s $host/_emulator/ledger | grep -c /services/oauth2/authorize
        kill $squatter $org`)
      expect({ family, lines: ended.stdout.split('\n') }).toEqual({
        family,
        lines: ['3', '1', '0', ''],
      })
    }
  })
})
