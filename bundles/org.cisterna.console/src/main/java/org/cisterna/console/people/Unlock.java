// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.people;

import java.time.Duration;
import org.cisterna.console.frame.Form;

/**
 * The page that unlocks.
 *
 * @param form its form
 * @param to where to go afterwards
 * @param name whose session it is
 * @param idle after how long without use a screen is locked
 * @param stop the form that leads to the stop of a pump, which needs no password
 */
public record Unlock(Form form, String to, String name, Duration idle, Form stop) {}
