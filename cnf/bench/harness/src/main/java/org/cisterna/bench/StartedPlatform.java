// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the benchmark asks a platform that runs: as any other program would, with the tokens of its demo people. */
final class StartedPlatform {

    private static final String READY = "Cisterna is ready: ";
    private static final Pattern PUMP =
            Pattern.compile("\\{\"address\":\"[^\"]*\",\"family\":\"([^\"]+)\".*?\"pump\":\"([^\"/]+)/([^\"/]+)\"");
    /** The figures are about its pumps, run after run; not every family can be read at all. */
    private static final String FAMILY = "synchromed";

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final int READS_OF_A_VISIT = 20;
    private static final int STILL_SECONDS = 10;
    private static final Duration SETTLE_BOUND = Duration.ofMinutes(5);
    private static final Duration CHECKPOINT_BOUND = Duration.ofSeconds(10);

    private final int port;
    private final String token;

    private StartedPlatform(int port, String token) {
        this.port = port;
        this.token = token;
    }

    /** The platform that said it was ready, seen by the demo person who programs pumps. */
    static StartedPlatform at(String readyLine, Path data) throws IOException {
        URI address = URI.create(readyLine.substring(READY.length()).strip());
        String people = Files.readString(data.resolve("demo-people.json"));
        for (String person : people.split("\\}", -1)) {
            if (person.contains("\"role\":\"programmer\"")) {
                Matcher found = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(person);
                if (found.find()) {
                    return new StartedPlatform(address.getPort(), found.group(1));
                }
            }
        }
        throw new IOException("demo-people.json names no programmer");
    }

    int port() {
        return port;
    }

    /** Of the demo person who programs pumps. */
    String token() {
        return token;
    }

    /** What is at an address. */
    String get(String path) throws IOException {
        Http.Answer answer = Http.ask(port, "GET", path, token, "");
        if (answer.status() != Http.GOOD) {
            throw new IOException(path + " answered " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    static String readyLine() {
        return READY;
    }

    /** How many entries the ledger's own checkpoint covers. */
    long entries() throws IOException {
        String path = "/ledger/checkpoint";
        Http.Answer answer = Http.ask(port, "GET", path, "", "");
        if (!answer.location().isEmpty()) {
            path = URI.create("http://127.0.0.1/").resolve(answer.location()).getPath();
            answer = Http.ask(port, "GET", path, "", "");
        }
        List<String> lines = answer.body().lines().toList();
        if (answer.status() != Http.GOOD || lines.size() < 3 || !lines.get(1).matches("[0-9]{1,18}")) {
            throw new IOException(path + " is no checkpoint: status " + answer.status());
        }
        return Long.parseLong(lines.get(1));
    }

    /** The paths of the enrolled pumps of the family that is measured; throws when writes are not possible, for then the start was none. */
    List<String> pumps() throws IOException {
        if (Http.status(port, "/health") != Http.GOOD) {
            throw new IOException("the platform is ready and yet /health is not good");
        }
        List<String> paths = pumps(FAMILY::equals);
        if (paths.isEmpty()) {
            throw new IOException("no pump of the family " + FAMILY + " is enrolled");
        }
        return paths;
    }

    private List<String> pumps(Predicate<String> families) throws IOException {
        Set<String> paths = new LinkedHashSet<>();
        Matcher pumps = PUMP.matcher(get("/api/v1/pumps"));
        while (pumps.find()) {
            if (families.test(pumps.group(1))) {
                paths.add("/api/v1/pumps/" + encoded(pumps.group(2)) + "/" + encoded(pumps.group(3)));
            }
        }
        return List.copyOf(paths);
    }

    /** Reads pumps in visits, one after the other, until the ledger holds so many entries. */
    void fill(int entries) throws IOException, InterruptedException {
        List<String> pumps = pumps();
        long held = entries();
        for (int turn = 0; held < entries; turn++) {
            String visit = openVisit(pumps.get(turn % pumps.size()));
            for (int read = 1; read < READS_OF_A_VISIT; read++) {
                post("/api/v1/visits/" + visit + "/read", "");
            }
            readAndClose(visit);
            held = moreThan(held);
        }
    }

    /** Opens a visit at a pump; gives its id. */
    String openVisit(String pump) throws IOException {
        return id(post(pump + "/visits", ""));
    }

    /** Waits until nothing has changed at the pumps for a while: the demonstration enrols and reads its fleet by itself, after it is ready. */
    void settle() throws IOException, InterruptedException {
        long end = System.nanoTime() + SETTLE_BOUND.toNanos();
        String before = "";
        for (int still = 0; still < STILL_SECONDS; still++) {
            String now = get("/api/v1/pumps") + visits();
            if (!now.equals(
                    before)) { // some stories of the demonstration stay open: what counts is that nothing goes on
                still = 0;
            }
            before = now;
            if (System.nanoTime() > end) {
                throw new IOException("the pumps have not come to rest within " + SETTLE_BOUND.toSeconds() + " s");
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private String visits() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String pump : pumps(family -> true)) {
            all.append(get(pump + "/visits"));
        }
        return all.toString();
    }

    /** Reads the pump of a visit and closes it. */
    void readAndClose(String visit) throws IOException {
        post("/api/v1/visits/" + visit + "/read", "");
        post("/api/v1/visits/" + visit + "/close", "{\"ending\":\"RUNNING\"}");
    }

    /** Checkpoints follow the entries a little later, and much later on a busy machine: so this waits for the next one. */
    private long moreThan(long held) throws IOException, InterruptedException {
        long end = System.nanoTime() + CHECKPOINT_BOUND.toNanos();
        while (System.nanoTime() < end) {
            long now = entries();
            if (now > held) {
                return now;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IOException(
                "the checkpoint stays at " + held + " entries for " + CHECKPOINT_BOUND.toSeconds() + " s");
    }

    private String post(String path, String json) throws IOException {
        Http.Answer answer = Http.ask(port, "POST", path, token, json);
        if (answer.status() / 100 != 2) {
            throw new IOException(path + " answered " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    private static String id(String body) throws IOException {
        Matcher found = ID.matcher(body);
        if (!found.find()) {
            throw new IOException("a visit has no id: " + body);
        }
        return found.group(1);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
