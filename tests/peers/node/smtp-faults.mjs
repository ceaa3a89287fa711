// An SMTP server that fails on purpose, by the recipient's local part:
//   reject -> 550 at RCPT    defer -> 451 at RCPT, the first time    drop -> the line is cut after DATA, always    drop-once -> only the first time
// Every mail that arrived, dropped or not, is printed as one JSON line: {"to": [...], "data": "..."}.
import { createRequire } from 'node:module';
const { SMTPServer } = createRequire(import.meta.url)('smtp-server');
const refuse = (code, text) => Object.assign(new Error(text), { responseCode: code });
const seen = new Set();
const first = (what) => !seen.has(what) && seen.add(what);
const server = new SMTPServer({
  authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true,
  onRcptTo(address, _session, done) {
    const local = address.address.split('@')[0];
    done(local === 'reject' ? refuse(550, '5.1.1 no such user') : local === 'defer' && first('defer') ? refuse(451, '4.7.1 try later') : null);
  },
  onData(stream, session, done) {
    let data = '';
    stream.on('data', (c) => { data += c; });
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map((r) => r.address);
      console.log(JSON.stringify({ to, data }));
      const local = to[0].split('@')[0];
      if (local === 'drop' || (local === 'drop-once' && first('drop-once'))) for (const c of server.connections) c._socket.destroy();
      else done(null, 'queued');
    });
  },
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'));
