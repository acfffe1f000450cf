// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.device;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The device's end of one link: lines in, lines out. It answers at once and never speaks unasked. A line that is not proved is dropped, and nothing is
 * said about it but that a pairing is not known.
 */
final class DripLineTalk {

    /** The longest line; PROTOCOL.md, "Lines". */
    private static final int LONGEST = 1_000;

    private static final int MOST_TRIES = 5;
    private static final long LAST = 1_000_000;

    private final DripLineDevice device;
    private final String code;
    private final Secrets secrets;
    private final Tries tries;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private Optional<Offer> offer = Optional.empty();
    private Optional<Session> session = Optional.empty();

    /** Wrong codes since the start, over all links. */
    static final class Tries {
        private int wrong;

        synchronized boolean left() {
            return wrong < MOST_TRIES;
        }

        synchronized void wrong() {
            wrong++;
        }
    }

    /** A pairing under way. */
    private record Offer(String line, byte[] key, String said, String answer) {}

    /** A session: its key, what every tag in it is over, and the last request with its answer. */
    private static final class Session {
        private final byte[] key;
        private final String context;
        private long counter;
        private String line = "";
        private String answer = "";

        Session(byte[] key, String context) {
            this.key = key;
            this.context = context;
        }
    }

    DripLineTalk(DripLineDevice device, String code, Secrets secrets, Tries tries) {
        this.device = device;
        this.code = code;
        this.secrets = secrets;
        this.tries = tries;
    }

    /**
     * Takes any part of the stream.
     *
     * @return what is answered; often nothing
     * @throws IOException when the memory could not be written; nothing changed and nothing was answered
     */
    byte[] receive(byte[] bytes) throws IOException {
        StringBuilder out = new StringBuilder();
        for (byte each : bytes) {
            if (each != '\n') {
                begun.write(each);
            } else {
                String line = begun.toString(StandardCharsets.ISO_8859_1);
                begun.reset();
                if (line.matches("[!-~]+( [!-~]+)*")) {
                    answer(line).ifPresent(text -> out.append(text).append('\n'));
                }
            }
            if (begun.size() >= LONGEST) {
                begun.reset();
            }
        }
        return Secrets.ascii(out.toString());
    }

    /** The link is gone, and what it staged with it. */
    void close() {
        if (session.isPresent()) {
            device.forgetStaged();
        }
    }

    private Optional<String> answer(String line) throws IOException {
        String[] words = line.split(" ", -1);
        return switch (words[0]) {
            case "WHO" -> Optional.of("HERE " + device.serial());
            case "PAIR" -> words.length == 3 ? pair(line, words) : Optional.empty();
            case "PROVE" -> words.length == 2 ? prove(words[1]) : Optional.empty();
            case "OPEN" -> words.length == 2 ? open(words[1]) : Optional.empty();
            default -> sealed(line, words);
        };
    }

    private Optional<String> pair(String line, String[] words) {
        if (!tries.left()) {
            return Optional.of("REFUSED TRIES");
        }
        if (!words[1].matches("[0-9a-f]{64}") || !words[2].matches("[0-9a-f]{32}")) {
            return Optional.empty();
        }
        if (offer.filter(each -> each.line().equals(line)).isPresent()) {
            return Optional.of(offer.get().answer());
        }
        try {
            KeyPair own = secrets.pair();
            String publicKey = HexFormat.of().formatHex(Secrets.encoded(own.getPublic()));
            String nonce = HexFormat.of().formatHex(secrets.fresh(Secrets.NONCE));
            String said =
                    String.join("|", "drip-line 1 pairing", device.serial(), words[1], words[2], publicKey, nonce);
            byte[] key = Secrets.agree(own, HexFormat.of().parseHex(words[1]), code, Secrets.ascii(said));
            String answer = "OFFER " + device.serial() + " " + publicKey + " " + nonce;
            offer = Optional.of(new Offer(line, key, said, answer));
            return Optional.of(answer);
        } catch (GeneralSecurityException unusable) {
            return Optional.of("REFUSED CODE");
        }
    }

    private Optional<String> prove(String proof) throws IOException {
        if (offer.isEmpty()) {
            return Optional.empty();
        }
        if (!tries.left()) {
            return Optional.of("REFUSED TRIES");
        }
        Offer made = offer.get();
        if (!Secrets.same(proof, Secrets.tag(made.key(), "host|" + made.said()))) {
            offer = Optional.empty();
            tries.wrong();
            return Optional.of("REFUSED CODE");
        }
        device.pair(HexFormat.of().formatHex(made.key()));
        return Optional.of("PAIRED " + Secrets.tag(made.key(), "device|" + made.said()));
    }

    private Optional<String> open(String nonce) {
        if (!nonce.matches("[0-9a-f]{32}")) {
            return Optional.empty();
        }
        Optional<String> key = device.key();
        if (key.isEmpty()) {
            return Optional.of("REFUSED KEY");
        }
        String own = HexFormat.of().formatHex(secrets.fresh(Secrets.NONCE));
        close();
        session = Optional.of(new Session(
                HexFormat.of().parseHex(key.get()), "drip-line 1|" + device.serial() + "|" + nonce + "|" + own));
        return Optional.of("CHALLENGE " + device.serial() + " " + own);
    }

    /** {@code COUNTER WORDS TAG}: done once, answered alike as often as it comes. */
    private Optional<String> sealed(String line, String[] words) throws IOException {
        if (session.isEmpty() || words.length < 3 || !words[0].matches("[1-9][0-9]{0,6}")) {
            return Optional.empty();
        }
        Session open = session.get();
        if (line.equals(open.line)) {
            return Optional.of(open.answer);
        }
        long counter = Long.parseLong(words[0]);
        String body = line.substring(0, line.lastIndexOf(' '));
        boolean proved =
                Secrets.same(words[words.length - 1], Secrets.tag(open.key, open.context + "|to pump|" + body));
        if (!proved && open.counter == 0) {
            return Optional.of("REFUSED KEY");
        }
        if (!proved || counter != open.counter + 1 || counter > LAST) {
            return Optional.empty();
        }
        String answer = counter + " " + request(Arrays.copyOfRange(words, 1, words.length - 1));
        open.counter = counter;
        open.line = line;
        open.answer = answer + " " + Secrets.tag(open.key, open.context + "|from pump|" + answer);
        return Optional.of(open.answer);
    }

    private String request(String[] words) throws IOException {
        try {
            String said = done(words);
            return said.isEmpty() ? "OK" : "OK " + said;
        } catch (DripLineDevice.Refusal refusal) {
            return "NO " + refusal.getMessage();
        }
    }

    private String done(String[] words) throws IOException, DripLineDevice.Refusal {
        return switch (words[0] + "/" + words.length) {
            case "HELLO/1" -> "";
            case "DESCRIBE/1" -> device.describe();
            case "READ/1" -> device.read();
            case "STORED/1" -> device.stored();
            case "STAGE/5" -> device.stage(id(words[1]), revision(words[2]), words[3], words[4]);
            case "DISCARD/2" -> device.discard(id(words[1]));
            case "COMMIT/3" -> device.commit(words[1], id(words[2]));
            case "STOP/2" -> device.stop(id(words[1]));
            case "BYE/1" -> {
                device.forgetStaged();
                yield "";
            }
            default -> throw new DripLineDevice.Refusal("UNKNOWN");
        };
    }

    private static String id(String word) throws DripLineDevice.Refusal {
        if (word.matches("[0-9a-f]{32}")) {
            return word;
        }
        throw new DripLineDevice.Refusal("UNKNOWN");
    }

    private static long revision(String word) throws DripLineDevice.Refusal {
        if (word.matches("[0-9]{1,18}")) {
            return Long.parseLong(word);
        }
        throw new DripLineDevice.Refusal("STALE");
    }
}
