// Every page works without this file; it only saves taps.
