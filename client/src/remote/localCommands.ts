// The commands of API Gateway Local, which notifications name as well.
export const START_LOCAL = "apigatewayResponse.startLocal";
export const LEAVE_LOCAL = "apigatewayResponse.leaveLocal";
