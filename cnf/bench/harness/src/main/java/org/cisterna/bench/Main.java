// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** {@code ./cisterna bench NAME}. Exit status: 0 within the target, 1 beyond it, 2 wrong use, 3 not complete. */
public final class Main {

    private static final int BEYOND_TARGET = 1;
    private static final int WRONG_USE = 2;
    private static final int NOT_COMPLETE = 3;

    private Main() {}

    /** Runs the benchmark that the first argument names. */
    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments)));
    }

    private static int run(List<String> arguments) {
        try {
            return isWithin(
                            arguments.isEmpty() ? "" : arguments.get(0),
                            arguments.subList(Math.min(1, arguments.size()), arguments.size()))
                    ? 0
                    : BEYOND_TARGET;
        } catch (IllegalArgumentException wrong) {
            System.err.println("cisterna: " + wrong.getMessage());
            return WRONG_USE;
        } catch (IOException trouble) {
            System.err.println("cisterna: the benchmark did not come to its end: " + trouble.getMessage());
            return NOT_COMPLETE;
        } catch (InterruptedException interrupted) {
            System.err.println("cisterna: the benchmark was interrupted");
            return NOT_COMPLETE;
        }
    }

    private static boolean isWithin(String name, List<String> arguments) throws IOException, InterruptedException {
        return switch (name) {
            case "start" -> new StartBenchmark(StartOptions.of(arguments), Installation.ofThisProcess()).run();
            case "drivers" -> new DriversBenchmark(arguments, Installation.ofThisProcess()).run();
            case "rest" -> new RestBenchmark(arguments, Installation.ofThisProcess()).run();
            case "streams" -> new StreamsBenchmark(arguments, Installation.ofThisProcess()).run();
            default -> throw new IllegalArgumentException("name a benchmark; ./cisterna bench lists them");
        };
    }
}
