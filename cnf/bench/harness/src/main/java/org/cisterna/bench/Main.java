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
        if (arguments.isEmpty() || !arguments.get(0).equals("start")) {
            System.err.println("cisterna: name a benchmark; ./cisterna bench lists them");
            return WRONG_USE;
        }
        try {
            StartOptions options = StartOptions.of(arguments.subList(1, arguments.size()));
            return new StartBenchmark(options, Installation.ofThisProcess()).run() ? 0 : BEYOND_TARGET;
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
}
