/** Named checks of the target server, made by validate and again at the start of a session. */
package io.vecbridge.oceanbase.sink.check;
