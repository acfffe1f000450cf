// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * {@code verify PATH-or-URL --key FILE [--token FILE] [--fingerprint SHA256] [--kept FILE] [--witness FILE] [--json]}: checks a ledger
 * from its bytes and a public key.
 *
 * <p>Exit status 0: every byte is as it was signed; 1: a finding; 2: wrong use; 3: not everything could be looked at.
 */
public final class Verify {
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,512}");
    private static final String JSON = "--json";
    private static final int GOOD = 0;
    private static final int FOUND = 1;
    private static final int WRONG_USE = 2;
    private static final int NOT_COMPLETE = 3;
    /** The longest export that is read: 10,000 entries of the longest kind, and their hashes. */
    private static final long MOST_BYTES = 768L << 20;

    /** The longest file with a key, a token or a checkpoint. */
    private static final int MOST_ASIDE = 1 << 20;

    private static final String USAGE =
            "verify PATH-or-URL --key FILE [--token FILE] [--fingerprint SHA256] [--kept FILE] [--witness FILE] [--json]";
    private static final String SHARD = ChainCheck.SHARD;

    private final List<Result> results = new ArrayList<>();
    private String target = "";
    private Optional<Path> keyFile = Optional.empty();
    private Optional<Path> tokenFile = Optional.empty();
    private Optional<ServerTrust> certificate = Optional.empty();
    private Optional<Path> keptFile = Optional.empty();
    private final List<Path> witnessFiles = new ArrayList<>();
    private final List<LogCheck> checks = new ArrayList<>();
    private boolean asJson;

    private Verify() {}

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    /**
     * Runs the command.
     *
     * @param args what stands behind the word {@code verify}
     * @param out for the answer
     * @param err for what went wrong with the question
     * @return the exit status
     */
    public static int run(List<String> args, PrintStream out, PrintStream err) {
        boolean json = args.contains(JSON);
        try {
            Verify verify = new Verify();
            verify.understand(args);
            verify.check();
            return verify.answer(out);
        } catch (WrongUse e) {
            tell(json, "wrong use", e, out);
            err.println(e.getMessage());
            err.println("usage: " + USAGE);
            return WRONG_USE;
        } catch (OutOfReach e) {
            tell(json, "not complete", e, out);
            err.println(e.getMessage());
            return NOT_COMPLETE;
        }
    }

    /** A program that asked for JSON gets it also where nothing was checked. */
    private static void tell(boolean json, String result, Exception why, PrintStream out) {
        if (json) {
            Map<String, Object> answer = new TreeMap<>();
            answer.put("logs", new ArrayList<Object>());
            answer.put("result", result);
            answer.put("words", String.valueOf(why.getMessage()));
            out.println(Json.write(answer));
            out.flush();
        }
    }

    /** The question is a good one, and what it is about could not be looked at. */
    private static final class OutOfReach extends Exception {
        private static final long serialVersionUID = 1L;

        OutOfReach(String words, IOException cause) {
            super(words, cause);
        }
    }

    /** The question cannot be answered as it is. */
    private static final class WrongUse extends Exception {
        private static final long serialVersionUID = 1L;

        WrongUse(String words) {
            super(words);
        }
    }

    private void understand(List<String> args) throws WrongUse {
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            switch (arg) {
                case JSON -> asJson = true;
                case "--key" -> keyFile = Optional.of(file(args, ++i, "the verifier key, for example DIR/ledger.vkey"));
                case "--token" -> tokenFile = Optional.of(file(args, ++i, "the token"));
                case ServerTrust.OPTION -> certificate = Optional.of(certificate(args, ++i));
                case "--witness" -> witnessFiles.add(file(args, ++i, "verifier keys of witnesses, one a line"));
                case "--kept" -> keptFile = Optional.of(file(args, ++i, "a checkpoint of the ledger that was kept"));
                default -> {
                    if (arg.startsWith("--") || !target.isEmpty()) {
                        throw new WrongUse("'" + arg + "' is not understood");
                    }
                    target = arg;
                }
            }
        }
        if (target.isEmpty()) {
            throw new WrongUse("say what to check: a folder, an export or an address");
        }
        if (keyFile.isEmpty()) {
            throw new WrongUse("say with which key: --key FILE, where FILE is the log's verifier key, DIR/ledger.vkey");
        }
        if (certificate.isPresent() && !target.startsWith("https://")) {
            throw new WrongUse(ServerTrust.OPTION + " names the certificate of an address with https://, and '" + target
                    + "' has none");
        }
    }

    private static ServerTrust certificate(List<String> args, int i) throws WrongUse {
        try {
            return ServerTrust.only(i < args.size() ? args.get(i) : "");
        } catch (IllegalArgumentException e) {
            throw new WrongUse(ServerTrust.OPTION
                    + " needs the SHA-256 of the node's certificate, as its start prints it: " + e.getMessage());
        }
    }

    private static Path file(List<String> args, int i, String what) throws WrongUse {
        if (i >= args.size()) {
            throw new WrongUse(args.get(i - 1) + " needs the name of a file with " + what);
        }
        return path(args.get(i));
    }

    private static Path path(String text) throws WrongUse {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new WrongUse("'" + text + "' cannot be the name of a file");
        }
    }

    private static String line(Path file) throws WrongUse {
        return new String(bytes(file), StandardCharsets.UTF_8).strip();
    }

    /** A file that stands beside the question: a key, a token, a checkpoint. */
    private static byte[] bytes(Path file) throws WrongUse {
        try {
            return Reading.file(file, MOST_ASIDE)
                    .orElseThrow(() -> new WrongUse(file + " cannot be read: there is no such file"));
        } catch (IOException e) {
            throw new WrongUse(String.valueOf(e.getMessage()));
        }
    }

    private void check() throws WrongUse, OutOfReach {
        Path keyPath = keyFile.orElseThrow();
        VerifierKey key;
        try {
            key = new VerifierKey(line(keyPath));
        } catch (IllegalArgumentException e) {
            throw new WrongUse(keyPath + " holds no verifier key: " + e.getMessage());
        }
        List<VerifierKey> witnesses = witnesses();
        boolean isAddress = target.matches("https?://.*");
        try {
            if (isAddress) {
                checkAddress(key);
                certificate.flatMap(ServerTrust::fingerprint).ifPresent(each -> results.get(0)
                        .note("Read from a server with the certificate " + each + "; no other one was believed."));
            } else {
                checkFolder(path(target), key);
            }
            compareKept(key);
            tellOf(witnesses);
        } catch (IllegalArgumentException e) {
            throw new WrongUse("'" + target + "' is not an address: " + e.getMessage());
        } catch (IOException e) {
            throw new OutOfReach(
                    target + " could not be read (" + e.getMessage() + "), so nothing is said of it: not complete. "
                            + (isAddress
                                    ? "See that the address is right and that the platform runs"
                                    : "See that the folder and its files can be read"),
                    e);
        }
    }

    /** Refused without being shown: a file that holds more than a token may hold other secrets. */
    private Optional<String> token() throws WrongUse {
        if (tokenFile.isEmpty()) {
            return Optional.empty();
        }
        String token = line(tokenFile.get());
        if (!TOKEN.matcher(token).matches()) {
            throw new WrongUse(tokenFile.get() + " holds no token: it has to be one line of at most 512 letters, digits"
                    + " and signs without spaces, as the platform gave it");
        }
        return Optional.of(token);
    }

    private void checkAddress(VerifierKey key) throws WrongUse, IOException {
        Optional<String> token = token();
        ServerTrust trust = certificate.orElseGet(ServerTrust::ofThisJava);
        String base = target.endsWith("/") ? target : target + "/";
        String last = base.replaceAll(".*/([^/]*)/", "$1");
        if (last.matches(SHARD)) {
            add(ChainCheck.checked(new UrlSource(base, token, trust), key, Optional.empty(), last));
            return;
        }
        String ledger = last.equals("ledger") ? base : base + "ledger/";
        Optional<byte[]> head = new UrlSource(ledger, Optional.empty(), trust).read("checkpoint");
        if (head.isEmpty()) {
            throw new WrongUse(ledger + " is no ledger: there is no checkpoint");
        }
        String origin = new String(head.get(), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
        String shard = origin.substring(origin.lastIndexOf('/') + 1);
        if (!shard.matches(SHARD)) {
            throw new WrongUse(
                    ledger + "checkpoint is not that of a ledger of Cisterna: its origin is '" + origin + "'");
        }
        add(new ChainCheck(new LogsAtAddress(ledger, shard, token, trust), key));
    }

    private void add(LogCheck check) {
        checks.add(check);
        results.add(check.result());
    }

    private void add(ChainCheck chain) throws IOException {
        results.addAll(chain.run());
        checks.addAll(chain.checks());
    }

    private void compareKept(VerifierKey key) throws WrongUse {
        if (keptFile.isEmpty()) {
            return;
        }
        if (checks.isEmpty()) {
            throw new WrongUse("--kept compares a checkpoint with a folder or an address, not with an export");
        }
        Path kept = keptFile.get();
        byte[] note = bytes(kept);
        try {
            new KeptCheckpoint(note).compare(checks, key);
        } catch (IllegalArgumentException e) {
            throw new WrongUse(kept + " holds no checkpoint: " + e.getMessage());
        }
    }

    private List<VerifierKey> witnesses() throws WrongUse {
        List<VerifierKey> witnesses = new ArrayList<>();
        for (Path each : witnessFiles) {
            try {
                witnesses.addAll(Cosignatures.keys(line(each)));
            } catch (IllegalArgumentException e) {
                throw new WrongUse(each + " holds no verifier key of a witness: " + e.getMessage());
            }
        }
        return witnesses;
    }

    /** What witnesses have cosigned. The newest log has to be; older ones may be from before there was a witness. */
    private void tellOf(List<VerifierKey> witnesses) throws WrongUse {
        if (!witnesses.isEmpty() && checks.isEmpty()) {
            throw new WrongUse("--witness looks at a folder or an address: the cosignatures stand there");
        }
        for (VerifierKey witness : witnesses) {
            for (LogCheck each : checks) {
                if (!each.cosigned(witness)) {
                    String words = "No checkpoint here is cosigned by the witness " + witness.text() + ".";
                    if (each == checks.get(0)) {
                        each.result().incomplete(words);
                    } else {
                        each.result().note(words);
                    }
                }
            }
        }
    }

    private void checkFolder(Path given, VerifierKey key) throws WrongUse, IOException {
        Optional<BasicFileAttributes> kind = Reading.kind(given);
        if (kind.filter(BasicFileAttributes::isRegularFile).isPresent()) {
            checkFile(given, key);
            return;
        }
        if (kind.filter(BasicFileAttributes::isDirectory).isEmpty()) {
            throw new WrongUse(given + " is not there");
        }
        if (Reading.kind(given.resolve("checkpoint")).isPresent()) {
            String name = given.toAbsolutePath().normalize().getFileName().toString();
            DataFolder around =
                    DataFolder.around(given.toAbsolutePath().normalize().resolve(".."));
            LastSigned signed = around.signed();
            LogCheck check =
                    ChainCheck.checked(around.log(given), key, Optional.empty(), name.matches(SHARD) ? name : "");
            around.evidence(check);
            signed.compare(List.of(check), key, false);
            add(check);
            return;
        }
        Path ledger = Files.isDirectory(given.resolve("ledger")) ? given.resolve("ledger") : given;
        LastSigned signed = DataFolder.around(ledger).signed();
        LogsInFolder logs = LogsInFolder.of(ledger);
        if (logs.names().isEmpty()) {
            throw new WrongUse(given + " is no ledger: it holds neither a checkpoint nor logs such as 2026-1");
        }
        add(new ChainCheck(logs, key));
        signed.compare(checks, key, true);
    }

    private void checkFile(Path given, VerifierKey key) throws WrongUse, IOException {
        if (Files.size(given) > MOST_BYTES) {
            throw new WrongUse(given + " has " + Files.size(given) + " bytes; an export has at most " + MOST_BYTES);
        }
        byte[] file;
        try {
            file = Files.readAllBytes(given);
        } catch (FileSystemException e) {
            throw Reading.unreadable(given, e);
        }
        String name = given.getFileName().toString();
        if (IncidentCheck.isOne(file)) {
            results.addAll(IncidentCheck.check(name, file, key));
        } else if (ExportCheck.isOne(file)) {
            results.addAll(ExportParts.check(name, file, key));
        } else {
            throw new WrongUse(
                    given
                            + " is not an export of a ledger and no incident file; this version checks those, folders and addresses");
        }
    }

    private int answer(PrintStream out) {
        boolean good = results.stream().allMatch(Result::isGood);
        boolean complete = results.stream().allMatch(Result::isComplete);
        String verdict = good ? (complete ? "good" : "not complete") : "finding";
        if (asJson) {
            Map<String, Object> json = new TreeMap<>();
            json.put(
                    "logs",
                    new ArrayList<Object>(results.stream().map(Result::json).toList()));
            json.put("result", verdict);
            out.println(Json.write(json));
        } else {
            results.forEach(result -> result.words().forEach(out::println));
            out.println(
                    good
                            ? complete ? results.get(0).goodWords() : "NOT COMPLETE: what could be checked is good."
                            : "NOT GOOD: see the findings.");
        }
        out.flush();
        return good ? (complete ? GOOD : NOT_COMPLETE) : FOUND;
    }
}
