// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A driver put into the folder of a running demo until its service is used, until the first pump is current by it, and taken out until that is said; beside it the
 * same jar installed and started in bare Felix, in turn. What is put in has other bytes than the shipped driver and takes its place, so every round stops and starts
 * the shipped one as well.
 */
final class DriversBenchmark {

    private static final double TARGET = 2.0;
    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final long STEP_MILLIS = 5;
    private static final Pattern USED =
            Pattern.compile("\"family\":\"synchromed\"[^{}]*?\"since\":\"([^\"]+)\"[^{}]*?\"state\":\"RUNNING\"");

    private final int rounds;
    private final Installation installation;
    private final Path work;

    DriversBenchmark(List<String> arguments, Installation installation) {
        this.rounds = Numbers.of("drivers", arguments, Map.of("--rounds", 10)).get("--rounds");
        this.installation = installation;
        this.work = installation.work().resolve("drivers");
    }

    /** Whether the median ratio is within the target. */
    boolean run() throws IOException, InterruptedException {
        Environment.print(installation);
        Path product = installation.home().resolve("features/target/cisterna.jar");
        Files.createDirectories(work);
        Path data = Files.createTempDirectory(work, "data"); // what an earlier run left open would refuse this one
        try (Launched launched = Launched.start(
                        "the platform",
                        installation.command("demo", "--port", "0", "--data", data.toString()),
                        work.resolve("platform.log"),
                        true);
                BareFelix felix = BareFelix.start(product, work.resolve("felix"))) {
            StartedPlatform platform = StartedPlatform.at(
                    launched.awaitLine(StartedPlatform.readyLine(), BOUND).text(), data);
            platform.settle(); // the demonstration enrols and reads its fleet after it is ready
            return measured(new Folder(platform, data, integrator(data)), felix);
        }
    }

    private boolean measured(Folder folder, BareFelix felix) throws IOException, InterruptedException {
        String visit = folder.platform().openVisit(folder.platform().pumps().get(0));
        System.out.println(
                "round    bare Felix   service used   ratio   first pump current   taken out until said   (ms)");
        List<List<Double>> columns = Stream.generate(() -> (List<Double>) new ArrayList<Double>())
                .limit(5)
                .toList();
        for (int round = 0; round <= rounds; round++) {
            byte[] jar = otherBytes(shipped(), round);
            double bare = felix.milliseconds(jar);
            double[] ours = folder.round(jar, visit);
            if (round > 0) { // the first one warms up
                double[] row = {bare, ours[0], ours[0] / bare, ours[1], ours[2]};
                for (int i = 0; i < row.length; i++) {
                    columns.get(i).add(row[i]);
                }
                print("%5d %13.1f %14.0f %7.1f %20.0f %22.0f%n", round, row[0], row[1], row[2], row[3], row[4]);
            }
        }
        double ratio = Median.of(columns.get(2));
        print(
                "p50   %13.1f %14.0f %7.1f %20.0f %22.0f%n",
                Median.of(columns.get(0)),
                Median.of(columns.get(1)),
                ratio,
                Median.of(columns.get(3)),
                Median.of(columns.get(4)));
        print("median ratio of the time until the service is used %.1f (target: at most %.1f)%n", ratio, TARGET);
        System.out.println("load average at the end: " + Environment.load());
        return ratio <= TARGET;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    /** The drivers folder of a platform that runs. */
    private record Folder(StartedPlatform platform, Path data, String integrator) {

        /** Until the service is used, until a pump was read by it, and from the taking out until that is said. */
        double[] round(byte[] jar, String visit) throws IOException, InterruptedException {
            Path file = data.resolve("drivers/bench.jar");
            Path part = Files.write(data.resolve("drivers/bench.part"), jar);
            String before = used(ask("/api/v1/drivers"));
            long began = System.nanoTime();
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            await(
                    "/api/v1/drivers",
                    answer -> !used(answer).isEmpty() && !used(answer).equals(before));
            double there = since(began);
            read(visit);
            double current = since(began);
            await("/api/v1/drivers/found", answer -> answer.contains("\"state\":\"RUNNING\""));
            long out = System.nanoTime();
            Files.delete(file);
            await("/api/v1/drivers/found", answer -> answer.contains("\"state\":\"REMOVED\""));
            double said = since(out);
            await("/api/v1/drivers", answer -> !used(answer).isEmpty());
            return new double[] {there, current, said};
        }

        /** Asks for a reading until there is one: the driver before has just gone. */
        private void read(String visit) throws IOException, InterruptedException {
            long end = System.nanoTime() + BOUND.toNanos();
            String path = "/api/v1/visits/" + visit + "/read";
            for (Http.Answer answer = post(path); answer.status() != Http.GOOD; answer = post(path)) {
                if (System.nanoTime() > end) {
                    throw new IOException("the pump is not read by the new driver: " + answer.body());
                }
                TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
            }
        }

        private Http.Answer post(String path) throws IOException {
            return Http.ask(platform.port(), "POST", path, platform.token(), "");
        }

        private String ask(String path) throws IOException {
            Http.Answer answer = Http.ask(platform.port(), "GET", path, integrator, "");
            return answer.status() == Http.GOOD ? answer.body() : "";
        }

        private void await(String path, Predicate<String> seen) throws IOException, InterruptedException {
            long end = System.nanoTime() + BOUND.toNanos();
            while (!seen.test(ask(path))) {
                if (System.nanoTime() > end) {
                    throw new IOException(path + " never said what was waited for: " + ask(path));
                }
                TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
            }
        }
    }

    /** Since when a driver of the family is used; empty when none is. */
    private static String used(String drivers) {
        // the description is an object inside: it goes away, and what is left is flat
        String flat = drivers;
        for (String before = ""; !before.equals(flat); ) {
            before = flat;
            flat = flat.replaceAll("(\"[A-Za-z]+\":)\\{[^{}]*\\}", "$1\"\"")
                    .replaceAll("(\"[A-Za-z]+\":)\\[[^\\[\\]]*\\]", "$1\"\"");
        }
        Matcher found = USED.matcher(flat);
        return found.find() ? found.group(1) : "";
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e6;
    }

    private static String integrator(Path data) throws IOException {
        for (String person : Files.readString(data.resolve("demo-people.json")).split("\\}", -1)) {
            Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(person);
            if (person.contains("\"role\":\"integrator\"") && token.find()) {
                return token.group(1);
            }
        }
        throw new IOException("demo-people.json names no integrator");
    }

    private Path shipped() throws IOException {
        Path target = installation.home().resolve("bundles/org.cisterna.driver.synchromed/target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(
                            file -> file.getFileName().toString().matches("org\\.cisterna\\.driver.*-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the driver is not built"));
        }
    }

    /** The same driver in other bytes each round. */
    private static byte[] otherBytes(Path jar, int round) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarFile from = new JarFile(jar.toFile());
                JarOutputStream to = new JarOutputStream(bytes, from.getManifest())) {
            for (JarEntry entry : from.stream().toList()) {
                if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    try (InputStream in = from.getInputStream(entry)) {
                        in.transferTo(to);
                    }
                }
            }
            to.putNextEntry(new JarEntry("round.txt"));
            to.write(String.valueOf(round).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
