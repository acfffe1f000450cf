// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.people;

import org.cisterna.console.frame.Form;

/**
 * The page that signs in.
 *
 * @param form its form
 * @param to where to go afterwards
 * @param ended whether somebody sent a form without being signed in any more
 * @param out whether somebody has just signed out
 * @param changed whether somebody has just changed the password
 * @param setUpNeeded whether there is no administrator yet
 */
public record SignIn(Form form, String to, boolean ended, boolean out, boolean changed, boolean setUpNeeded) {}
