<?php
/*
 * A TLS client of PHP's own that shakes hands through a relay in the same process, which spoils something at a
 * random place: it flips a byte, sends some twice, puts in alerts or garbage, drips from there on, falls silent,
 * closes or resets.
 */
final class Relay
{
    public const METHODS = [STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT, STREAM_CRYPTO_METHOD_TLSv1_3_CLIENT];
    private const DEEDS = ['flip', 'flip', 'twice', 'alerts', 'junk', 'drip', 'silence', 'close', 'reset', 'none'];
    private const LIMIT = 0.5; // seconds a client gets

    private $listener;
    private int $at, $moved;
    private string $deed;
    private bool $dripping;

    public function __construct(private string $dir)
    {
        $this->listener = stream_socket_server('tcp://127.0.0.1:0');
    }

    public static function context(string $dir)
    {
        $options = ['cafile' => "$dir/server.pem", 'peer_name' => 'localhost'];
        if (random_int(0, 3) === 0) {
            $options['local_cert'] = "$dir/server.pem";
        }
        return stream_context_create(['ssl' => $options]);
    }

    /** One client; what it leaves open, when it falls silent. $start is sent before the handshake. */
    public function run(int $port, string $start): mixed
    {
        $far = stream_socket_client("tcp://127.0.0.1:$port", $code, $text, 5);
        $app = stream_socket_client('tcp://' . stream_socket_get_name($this->listener, false), $code, $text, 5,
            STREAM_CLIENT_CONNECT, self::context($this->dir));
        $near = stream_socket_accept($this->listener, 5);
        if (!$far || !$app || !$near) {
            return null;
        }
        fwrite($far, $start);
        $start === "STARTTLS\n" && fgets($far);
        foreach ([$far, $app, $near] as $stream) {
            stream_set_blocking($stream, false);
        }
        $this->at = random_int(0, random_int(0, 1) ? 400 : 1500);
        $this->deed = self::DEEDS[array_rand(self::DEEDS)];
        $this->moved = 0;
        $this->dripping = false;
        return $this->shuttle($app, $near, $far);
    }

    private function shuttle($app, $near, $far): mixed
    {
        $method = self::METHODS[random_int(0, 1)];
        $secure = 0;
        $until = hrtime(true) + self::LIMIT * 1e9;
        while (hrtime(true) < $until) {
            if ($secure === 0) {
                $secure = stream_socket_enable_crypto($app, true, $method);
                if ($secure === true) {
                    fwrite($app, "hello from a relay\n");
                    random_int(0, 3) || fclose($app);
                }
            } elseif ($secure === false || !is_resource($app) || fread($app, 8192) !== '') {
                $until = min($until, hrtime(true) + 5000000); // what is on its way may get there
            }
            if (!$this->forward($near, $far)) {
                return $this->deed === 'silence' ? [$far, $near, $app] : null;
            }
            $back = fread($far, 65536);
            if ($back === false || ($back === '' && feof($far))) {
                return null;
            }
            fwrite($near, $back);
            $read = [$near, $far];
            $write = $except = null;
            stream_select($read, $write, $except, 0, 2000);
        }
        return null;
    }

    /** Client to server; false when it is over. */
    private function forward($near, $far): bool
    {
        $bytes = fread($near, 65536);
        if ($bytes === false || ($bytes === '' && feof($near))) {
            return false;
        }
        $here = $this->at - $this->moved;
        $this->moved += strlen($bytes);
        if ($here >= 0 && $here < strlen($bytes)) {
            switch ($this->deed) {
                case 'flip':
                    $bytes[$here] = $bytes[$here] ^ chr(1 << random_int(0, 7));
                    break;
                case 'twice':
                    $bytes .= substr($bytes, $here);
                    break;
                case 'alerts':
                    $bytes = substr_replace($bytes, alerts(random_int(1, 50)), $here, 0);
                    break;
                case 'junk':
                    $bytes = substr_replace($bytes, random_bytes(random_int(1, 20000)), $here, 0);
                    break;
                case 'drip':
                    $this->dripping = true;
                    break;
                case 'reset':
                    fwrite($far, substr($bytes, 0, $here));
                    $linger = ['l_onoff' => 1, 'l_linger' => 0];
                    socket_set_option(socket_import_stream($far), SOL_SOCKET, SO_LINGER, $linger);
                    return false;
                case 'close':
                case 'silence':
                    fwrite($far, substr($bytes, 0, $here));
                    return false;
            }
        }
        foreach ($this->dripping ? str_split($bytes) : [$bytes] as $part) {
            fwrite($far, $part);
        }
        return true;
    }
}
