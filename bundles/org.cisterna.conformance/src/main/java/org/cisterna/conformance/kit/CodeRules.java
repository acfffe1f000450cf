// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;

/** Rules about a driver's code, judged by its classes: side doors, bare numbers, local times, ways out of its link, tools of tests. */
final class CodeRules {

    /** Ways out of the process, or into it. */
    private static final Pattern OUTSIDE =
            Pattern.compile("java/net/(?!URI|URLEncoder|URLDecoder).*|java/nio/channels/.*"
                    + "|java/nio/file/(Files|FileSystems)|java/io/(File|FileInputStream|FileOutputStream|FileReader|FileWriter"
                    + "|RandomAccessFile)|java/lang/Process(Builder|Handle)?|javax/net/.*|java/rmi/.*|sun/misc/Unsafe");

    private static final Set<String> OUTSIDE_CALLS = Set.of(
            "java/lang/Runtime.exec",
            "java/lang/Runtime.exit",
            "java/lang/Runtime.halt",
            "java/lang/System.exit",
            "java/lang/System.load",
            "java/lang/System.loadLibrary");

    private static final Pattern LOCAL_TIMES = Pattern.compile(
            "java/time/LocalDateTime|java/util/(Date|Calendar|GregorianCalendar|TimeZone)|java/sql/.*|java/text/.*");

    private static final Set<String> LOCAL_CALLS = Set.of("java/time/ZoneId.systemDefault");

    private static final Pattern TEST_TOOLS = Pattern.compile(
            "org/cisterna/(sim|testkit|conformance|chain|itest|e2e)/.*|org/junit/.*|org/assertj/.*|org/mockito/.*|junit/.*");

    private static final Set<String> LOOKING_WHO_CALLS = Set.of(
            "java/lang/Thread.getStackTrace",
            "java/lang/Throwable.getStackTrace",
            "java/lang/Thread.getAllStackTraces",
            "java/lang/StackWalker.getInstance");

    private static final Set<String> WALL = Set.of(
            "java/lang/Thread.sleep",
            "java/lang/System.currentTimeMillis",
            "java/lang/System.nanoTime",
            "java/time/Instant.now",
            "java/time/Clock.systemUTC",
            "java/util/concurrent/TimeUnit.sleep",
            "java/util/concurrent/locks/LockSupport.parkNanos");

    private static final Pattern TEST_WORDS = Pattern.compile("(?i).*(conformance|junit|testkit|surefire).*");

    private CodeRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("4.01", CodeRules::thereIsNoSideDoor),
                new Check("5.01", CodeRules::whatCrossesHasAUnit),
                new Check("11.01", CodeRules::aTimeIsAnInstant),
                new Check("18.07", CodeRules::nothingButTheLinkIsUsed),
                new Check("18.10", CodeRules::nothingOfTestsIsInside));
    }

    private static CodeScan scan(Trial trial, Judge judge) throws Exception {
        CodeScan scan = CodeScan.of(trial.newDriver().getClass());
        judge.note(scan.classes().size() + " classes were read");
        return scan;
    }

    private static void thereIsNoSideDoor(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        try (PumpSession session = bench.session()) {
            Class<?> own = session instanceof WatchedSession watched
                    ? watched.driversOwn().getClass()
                    : session.getClass();
            doors(judge, bench.driver().getClass(), PumpDriver.class);
            doors(judge, own, PumpSession.class);
        }
    }

    private static void doors(Judge judge, Class<?> type, Class<?> spi) {
        Set<String> known = new HashSet<>();
        for (Class<?> each : List.of(spi, Object.class)) {
            Arrays.stream(each.getMethods()).map(CodeRules::shape).forEach(known::add);
        }
        judge.expect(
                Arrays.stream(type.getInterfaces()).allMatch(each -> each == spi),
                () -> type.getName() + " offers more than the SPI: " + Arrays.toString(type.getInterfaces()));
        for (Method each : type.getMethods()) {
            judge.expect(
                    each.isSynthetic()
                            || each.getDeclaringClass() == Object.class
                            || known.contains(shape(each))
                            || (Modifier.isStatic(each.getModifiers()) && each.getParameterCount() == 0),
                    () -> type.getName() + " has a public way beside the SPI: " + each.toGenericString());
        }
        judge.note(type.getName() + ": " + type.getMethods().length + " public methods");
    }

    private static String shape(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }

    private static void whatCrossesHasAUnit(Trial trial, Judge judge) throws Exception {
        scan(trial, judge).classes().forEach((name, named) -> named.signatures()
                .forEach(each -> judge.expect(
                        !isFloating(each), () -> name.replace('/', '.') + " has a floating-point number: " + each)));
    }

    /** Whether a descriptor has a floating-point number outside the name of a class. */
    private static boolean isFloating(String signature) {
        String descriptor = signature.substring(signature.indexOf(' ') + 1).replaceAll("L[^;]*;", "");
        return descriptor.contains("F") || descriptor.contains("D");
    }

    private static void aTimeIsAnInstant(Trial trial, Judge judge) throws Exception {
        named(scan(trial, judge), judge, each -> LOCAL_TIMES.matcher(each).matches(), LOCAL_CALLS, "a local time");
    }

    private static void nothingButTheLinkIsUsed(Trial trial, Judge judge) throws Exception {
        named(
                scan(trial, judge),
                judge,
                each -> OUTSIDE.matcher(each).matches(),
                OUTSIDE_CALLS,
                "a way beside its link");
    }

    /** Whoever waits or looks at the time waits by the time that was lent; another wait blocks for as long as it likes. */
    static void noWallClock(Trial trial, Judge judge) throws Exception {
        named(scan(trial, judge), judge, each -> false, WALL, "the machine's own time");
    }

    private static void nothingOfTestsIsInside(Trial trial, Judge judge) throws Exception {
        CodeScan scan = scan(trial, judge);
        String own = trial.newDriver().getClass().getPackageName().replace('.', '/') + '/';
        named(
                scan,
                judge,
                each -> !each.startsWith(own) && TEST_TOOLS.matcher(each).matches(),
                LOOKING_WHO_CALLS,
                "what is for tests");
        scan.classes().forEach((name, named) -> named.texts()
                .forEach(each -> judge.expect(
                        !TEST_WORDS.matcher(each).matches(),
                        () -> name.replace('/', '.') + " looks for tests: it holds the text '" + each + "'")));
    }

    private static void named(CodeScan scan, Judge judge, Predicate<String> isWrong, Set<String> calls, String what) {
        for (Map.Entry<String, CodeScan.Named> each : scan.classes().entrySet()) {
            String name = each.getKey().replace('/', '.');
            judge.expect(
                    each.getValue().classes().stream().noneMatch(isWrong),
                    () -> name + " names " + what + ": "
                            + each.getValue().classes().stream().filter(isWrong).toList());
            judge.expect(
                    each.getValue().members().stream().noneMatch(calls::contains),
                    () -> name + " names " + what + ": "
                            + each.getValue().members().stream()
                                    .filter(calls::contains)
                                    .toList());
        }
    }
}
