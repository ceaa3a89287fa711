using HandoffBridge.Commands;

return await CommandLine.RunAsync(args);
