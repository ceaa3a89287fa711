using HandoffBridge.Training;
return Lab.Run(args);
