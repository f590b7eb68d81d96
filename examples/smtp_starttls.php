<?php
/*
 * STARTTLS: a dialogue that begins in plain text and goes on encrypted, here SMTP that takes mail and counts its bytes.
 * Many clients in one process, so nothing may wait, the handshake included.
 *
 *     php smtp_starttls.php [address] [certificate.pem]
 *     then:  openssl s_client -starttls smtp -crlf -quiet -connect 127.0.0.1:2525
 *     or:    curl -k --ssl-reqd smtp://127.0.0.1:2525 --mail-from a@localhost --mail-rcpt b@localhost -T /etc/motd
 */
require __DIR__ . '/certificate.php';
$address = $argv[1] ?? 'tcp://127.0.0.1:2525';
$certificate = $argv[2] ?? make_certificate(['localhost', '127.0.0.1']);

$running = true;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}

// tcp://, not tls://, and the certificate all the same: the first connection that needs it makes us read it.
$server = @xsock_server($address, $code, $message, options: ['nonblock' => true, 'local_cert' => $certificate]);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
echo 'listening on tcp://', stream_socket_get_name($server, false), "\n";

$sessions = [];
while ($running) {
    $streams = array_map(fn ($session) => $session->stream, $sessions);
    $read = [0 => $server] + array_diff_key($streams, array_filter($sessions, fn ($session) => $session->leaving));
    $write = array_intersect_key($streams, array_filter($sessions, fn ($session) => $session->out !== ''));
    $except = null;
    if (!@stream_select($read, $write, $except, 1)) {
        $read = $write = [];            // a quiet second (0), or a signal (false)
    }
    if (isset($read[0]) && ($client = xsock_accept($server, 0))) {
        $sessions[get_resource_id($client)] = new Session($client);
        if (count($sessions) > 900) {   // stream_select() cannot watch descriptors from 1024 on
            array_pop($sessions);
            fclose($client);
        }
    }
    foreach ($sessions as $id => $session) {
        if (isset($read[$id]) && !$session->receive() || !$session->send() || hrtime(true) > $session->deadline) {
            fclose($session->stream);
            unset($sessions[$id]);
        }
    }
}

final class Session
{
    public string $out = "220 localhost at your service\r\n";
    public bool $leaving = false;       // what is in $out is sent, then it is over
    public float $deadline;             // silent clients do not stay for ever, in a handshake neither
    private string $in = '';
    private bool $handshake = false;
    private ?string $from = null;
    private array $to = [];
    private ?string $mail = null;       // what came after DATA so far

    public function __construct(public $stream)
    {
        $this->deadline = hrtime(true) + 60e9;
    }

    /** There is something to read. False: the handshake failed, or the client sends nonsense. */
    public function receive(): bool
    {
        if ($this->handshake) {
            // true: done; 0: more has to come first, so call it again when the stream is readable; false: failed.
            $done = @stream_socket_enable_crypto($this->stream, true, STREAM_CRYPTO_METHOD_TLS_SERVER);
            if ($done === false) {      // its warning says why: the client, or our certificate
                echo error_get_last()['message'], "\n";
            }
            $this->handshake = $done === 0;
            return $done !== false;
        }
        $this->in .= fread($this->stream, 8192);
        while (!$this->leaving && !$this->handshake && ($end = strpos($this->in, "\r\n")) !== false) {
            $line = substr($this->in, 0, $end);
            $this->in = substr($this->in, $end + 2);
            $this->out .= $this->mail === null ? $this->command($line) : $this->text($line);
            $this->deadline = hrtime(true) + 60e9;
        }
        $this->leaving = $this->leaving || feof($this->stream);
        return strlen($this->in) < 8192;
    }

    /** Sends what there is to say. False: it is all said, or nobody listens. */
    public function send(): bool
    {
        if ($this->out !== '') {
            $taken = @fwrite($this->stream, $this->out);
            if ($taken === false || strlen($this->out) > 65536) {       // it talks, but does not listen
                return false;
            }
            $this->out = substr($this->out, $taken);
        }
        return !$this->leaving || $this->out !== '';
    }

    private function command(string $line): string
    {
        [$verb, $rest] = explode(' ', $line, 2) + [1 => ''];
        $secure = isset(stream_get_meta_data($this->stream)['crypto']);
        $verb = strtoupper($verb);
        if (!$secure && !in_array($verb, ['EHLO', 'HELO', 'NOOP', 'QUIT', 'STARTTLS'], true)) {
            return "530 Must issue a STARTTLS command first\r\n";
        }
        switch ($verb) {
            case 'EHLO':
                return "250-localhost\r\n" . ($secure ? '' : "250-STARTTLS\r\n") . "250 SIZE 1000000\r\n";
            case 'STARTTLS':
                if ($secure || $this->in !== '') {
                    // What somebody on the way appended to the command would else count as said inside TLS.
                    $this->leaving = true;
                    return "554 Nothing may follow STARTTLS\r\n";
                }
                $this->handshake = true;
                return "220 Go ahead\r\n";
            case 'MAIL':
            case 'RCPT':
                if (!preg_match('~^(FROM|TO):<([^<>[:cntrl:]]*)>~i', $rest, $match)) {
                    return "501 Whose address?\r\n";
                }
                if ($verb === 'MAIL') {
                    [$this->from, $this->to] = [$match[2], []];
                } elseif ($this->from === null || count($this->to) === 100) {
                    return "503 Not now\r\n";
                } else {
                    $this->to[] = $match[2];
                }
                return "250 OK\r\n";
            case 'DATA':
                if (!$this->to) {
                    return "503 To whom?\r\n";
                }
                $this->mail = '';
                return "354 End with a dot\r\n";
            case 'RSET':
                [$this->from, $this->to] = [null, []];
                return "250 OK\r\n";
            case 'QUIT':
                $this->leaving = true;
                return "221 Bye\r\n";
            default:
                return in_array($verb, ['HELO', 'NOOP'], true) ? "250 OK\r\n" : "502 No such command\r\n";
        }
    }

    private function text(string $line): string
    {
        if ($line !== '.') {
            $this->mail .= (($line[0] ?? '') === '.' ? substr($line, 1) : $line) . "\r\n";
            $this->leaving = strlen($this->mail) > 1000000;
            return $this->leaving ? "552 Too much\r\n" : '';
        }
        $crypto = stream_get_meta_data($this->stream)['crypto'];
        echo "mail from <$this->from> to <", implode('>, <', $this->to), '>, ', strlen($this->mail),
            " bytes over $crypto[protocol]\n";
        [$this->from, $this->to, $this->mail] = [null, [], null];
        return "250 Thank you\r\n";
    }
}
