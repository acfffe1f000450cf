// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

/**
 * What a clinician says who reviews what another one signed alone.
 *
 * @param verdict {@code AGREED} or {@code NOT_AGREED}, as {@link BreakGlass.Verdict} has them
 * @param words what was looked at and found, 3 to 500 characters
 */
public record ReviewRequest(String verdict, String words) {}
