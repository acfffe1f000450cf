// SPDX-License-Identifier: Apache-2.0
/**
 * Holds the house to its plan. A rule is a function from classes, jars or sources to what breaks it, so that one test
 * runs it over the house and another over a fixture that must break it. The tables of the rules are the text files of
 * {@code cnf/checks}.
 */
@NullMarked
package org.cisterna.checks;

import org.jspecify.annotations.NullMarked;
