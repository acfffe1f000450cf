// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

/**
 * A JSON text, or a value in it, that was refused. It is thrown where bytes from outside become values; who talks to
 * people catches it there and shows {@link #getMessage()}, which is one line of printable ASCII, shortened where it
 * would be very long.
 */
public final class JsonException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** Where it happened, as {@code $.steps[2].rate}; the root is {@code $}. */
    private final String path;

    /** The line in the text, 0 when not known. */
    private final int line;

    /** The column in the line, 0 when not known. */
    private final int column;

    /** What is wrong and what to do. */
    private final String problem;

    /**
     * A refusal of a value whose place in a text is not known any more.
     *
     * @param path where in the document, as {@code $.steps[2].rate}
     * @param problem what is wrong and what to do, in words
     */
    public JsonException(String path, String problem) {
        this(path, 0, 0, problem);
    }

    JsonException(String path, int line, int column, String problem) {
        super(WholeText.sentence(
                "at " + path + (line > 0 ? " (line " + line + ", column " + column + ")" : "") + ": " + problem));
        this.path = WholeText.sentence(path);
        this.line = line;
        this.column = column;
        this.problem = WholeText.sentence(problem);
    }

    /**
     * Where in the document.
     *
     * @return for instance {@code $.steps[2].rate}
     */
    public String path() {
        return path;
    }

    /**
     * The line in the text.
     *
     * @return 1 or more; 0 when not known
     */
    public int line() {
        return line;
    }

    /**
     * The column in the line, in UTF-16 units.
     *
     * @return 1 or more; 0 when not known
     */
    public int column() {
        return column;
    }

    /**
     * What is wrong, without the place.
     *
     * @return the problem and the way out in words
     */
    public String problem() {
        return problem;
    }
}
