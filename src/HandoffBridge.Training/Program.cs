using HandoffBridge.Training;

return Verbs.Run(args);
