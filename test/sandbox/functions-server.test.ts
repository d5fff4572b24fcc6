import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFunctions, type FunctionsServer } from '../../sandbox/functions-server';
import { freePorts } from '../../sandbox/ports';

const FUNCTIONS: Record<string, string> = {
  'fetched.js': `exports.handler = async (context, event, callback) => {
    const answer = await fetch('https://sync.twilio.com/v1/x?a=1', { method: 'POST', body: 'hello' });
    callback(null, await answer.json());
  };`,
  'helper.js': `exports.handler = async (context, event, callback) => {
    const client = require('twilio')('AC' + '0'.repeat(32), 'secret');
    const call = await client.calls('CA' + '1'.repeat(32)).fetch();
    callback(null, { status: call.status });
  };`,
  'escapes.js': `exports.handler = async (context, event, callback) => {
    const tries = [
      fetch('https://example.com/'),
      fetch('http://192.0.2.1/'),
      new Promise((resolve, reject) => require('https').get('https://example.com/', resolve).on('error', reject)),
    ];
    const results = await Promise.allSettled(tries);
    callback(null, results.map((result) => result.status));
  };`,
  'context.js': `exports.handler = async (context, event, callback) => {
    callback(null, { domain: context.DOMAIN_NAME, path: context.PATH, color: context.COLOR, home: process.env.HOME ?? null });
  };`,
  'forgets.js': `exports.handler = async (context, event, callback) => {
    setTimeout(() => callback(null, 'answered'), 20);
    throw new Error('nobody waits for me');
  };`,
};

describe('the Functions server', () => {
  let folder: string;
  let vendor: Server;
  let functions: FunctionsServer;
  const arrived: string[] = [];
  const deaths: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'functions-server-'));
    await mkdir(join(folder, 'functions'));
    await mkdir(join(folder, 'assets'));
    for (const [name, source] of Object.entries(FUNCTIONS)) {
      await writeFile(
        join(folder, 'functions', name),
        source.replace(
          "require('twilio')",
          `require(${JSON.stringify(join(process.cwd(), 'node_modules/twilio'))})`,
        ),
      );
    }
    vendor = createServer((request, response) => {
      arrived.push(`${request.method} ${request.url}`);
      response.setHeader('content-type', 'application/json').end('{"status":"in-progress"}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => vendor.once('listening', resolve));
    const standIn = `http://localhost:${(vendor.address() as AddressInfo).port}`;
    functions = await startFunctions({
      port: (await freePorts(1))[0] ?? 0,
      cwd: folder,
      env: { COLOR: 'blue' },
      vendorHosts: { 'https://api.twilio.com': standIn, 'https://sync.twilio.com': standIn },
      onDeath: (lines) => deaths.push(lines),
    });
  });

  afterAll(async () => {
    await functions.stop();
    vendor.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('sends the vendors’ names of the built-in fetch to the stand-in', async () => {
    const answer = await fetch(`${functions.origin}/fetched`);
    expect(await answer.json()).toEqual({ status: 'in-progress' });
    expect(arrived).toContain('POST /v1/x?a=1');
  });

  it('sends the requests of the twilio helper, which uses https.request, to the stand-in', async () => {
    const answer = await fetch(`${functions.origin}/helper`);
    expect(await answer.json()).toEqual({ status: 'in-progress' });
    expect(arrived).toContain(`GET /2010-04-01/Accounts/AC${'0'.repeat(32)}/Calls/CA${'1'.repeat(32)}.json`);
  });

  it('lets nothing leave the machine, and says where it was going', async () => {
    const answer = await fetch(`${functions.origin}/escapes`);
    expect(await answer.json()).toEqual(['rejected', 'rejected', 'rejected']);
    expect(functions.output()).toContain('a connection to example.com was refused');
    expect(functions.output()).toContain('a connection to 192.0.2.1 was refused');
  });

  it('gives the Functions the variables of the sandbox alone', async () => {
    const answer = await fetch(`${functions.origin}/context`);
    const domain = functions.origin.replace('http://', '');
    expect(await answer.json()).toEqual({ domain, path: '/context', color: 'blue', home: null });
  });

  it('logs an unhandled rejection and lives on', async () => {
    expect(await (await fetch(`${functions.origin}/forgets`)).text()).toBe('answered');
    expect(functions.output()).toContain('unhandled rejection in a Function: Error: nobody waits for me');
    expect((await fetch(`${functions.origin}/context`)).status).toBe(200);
    expect(deaths).toEqual([]);
  });

  it('names the port when it cannot be had', async () => {
    const { port } = vendor.address() as AddressInfo;
    await expect(startFunctions({ port, cwd: folder, env: {}, vendorHosts: {} })).rejects.toThrow(
      new RegExp(`port ${port} did not start: EADDRINUSE`),
    );
  });
});
