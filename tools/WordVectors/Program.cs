using HandoffBridge.WordVectors;

return Making.Run(args);
