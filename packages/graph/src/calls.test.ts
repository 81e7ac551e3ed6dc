import { test } from 'vitest';
import { checkCalls } from './marked-calls.test.setup.ts';

test('factories: returned object literals, classes, instances and functions', () => {
  checkCalls(`
    class Mail { send() {} }
    function createOrders() { return { pay() {}, ship: () => {} }; }
    const createMail = () => new Mail();
    async function openMail(): Promise<Mail> { return createMail(); }
    function makeClass() { return Mail; }
    function curry() { return () => new Mail(); }
    createOrders().pay(); //> createOrders, createOrders.<returned>.pay
    const { ship } = createOrders();
    ship(); //> createOrders.<returned>.ship
    createMail().send(); //> createMail, Mail.send
    (await openMail()).send(); //> openMail, Mail.send
    new (makeClass())().send(); //> makeClass, ?, Mail.send
    curry()().send(); //> curry, curry.<returned>, Mail.send`);
});

test('a promise made by hand gives what it is fulfilled with', () => {
  checkCalls(`
    class Client { ping() {} }
    class Pool { end() {} }
    async function connect() { return new Client(); }
    const ready = new Promise((resolve, reject) => { connect().then(resolve).catch(reject); });
    (await ready).ping(); //> Client.ping
    function later() { return new Promise((resolve) => { const pool = new Pool(); setTimeout(() => resolve(pool), 10); }); }
    later().then((pool) => pool.end()); //> later, Pool.end, *#then
    (await new Promise<Pool>((done) => hidden(done))).end(); //> global#hidden, global#Promise, Pool.end
    (await new Promise((resolve) => resolve(1))).end(); //> parameter 0, global#Promise, global#Promise.end`);
});

test('a package that is called or made as a whole is its default export', () => {
  checkCalls(`
    import * as express from 'express';
    const Redis = require('ioredis');
    const app = express(); //> express#express
    app.get('/', () => 1); //> express#Application.get
    new Redis().get('a'); //> ioredis#Redis, ioredis#Redis.get`);
});

test('overloaded functions are their implementation, and return what the overloads declare', () => {
  checkCalls(`
    class User { rename() {} }
    declare function current(): unknown;
    function user(options: { must: true }): User;
    function user(options?: { must: false }): User | undefined;
    function user(options?: unknown) { return current() as User; }
    user().rename(); //> user, User.rename`);
});

test('type parameters of a function: from arguments, callbacks, classes and written type arguments', () => {
  checkCalls(`
    class Order { pay() {} }
    function same<T>(value: T): T { return value; }
    function first<T>(list: T[]): T { return list[0]; }
    function make<T>(ctor: new () => T): T { return new ctor(); }
    async function retry<T>(fn: () => Promise<T>): Promise<T> { return fn(); }
    function resolve<T>(token: string): T { return undefined!; }
    declare function anything<A, B>(a: A): B;
    same(new Order()).pay(); //> ?, same, Order.pay
    first([new Order()]).pay(); //> ?, first, Order.pay
    make(Order).pay(); //> make, Order.pay
    (await retry(async () => new Order())).pay(); //> ?, retry, Order.pay
    resolve<Order>('order').pay(); //> resolve, Order.pay
    anything<string, Order>('a').pay(); //> anything, Order.pay`);
});

test('parameters of callbacks get the types that the called function declares', () => {
  checkCalls(`
    class Order { pay() {} }
    class Store {
      orders: Order[] = [];
      each(fn: (order: Order) => void) { this.orders.forEach(fn); }
      constructor(onOpen?: (order: Order) => void) {}
    }
    function map<T>(list: T[], fn: (item: T) => void) {}
    type Handlers = { onPaid: (order: Order) => void };
    function listen(handlers: Handlers) {}
    function late(done: (error: Error | null, order?: Order) => void) {}
    new Store().each((order) => order.pay()); //> Store.constructor|Store.<fields>, Order.pay, Store.each
    new Store((order) => order.pay()); //> Order.pay, Store.constructor|Store.<fields>
    map([new Order()], (order) => order.pay()); //> ?, Order.pay, map
    listen({ onPaid: (order) => order.pay() }); //> Order.pay, listen
    late((error, order) => order?.pay()); //> Order.pay, late`);
});

test('parameters of callbacks get what libraries hand over: tx, job, request, channel, element', () => {
  checkCalls(`
    import { PrismaClient } from '@prisma/client';
    import { Worker } from 'bullmq';
    import express from 'express';
    import amqp from 'amqplib';
    class Order { pay() {} }
    const prisma = new PrismaClient();
    const list = [new Order()];
    prisma.$transaction(async (tx) => { await tx.order.update({}); }); //> @prisma/client#PrismaClient.order.update, @prisma/client#PrismaClient.$transaction
    new Worker('mail', async (job) => { await job.updateProgress(1); }); //> bullmq#Job.updateProgress, bullmq#Worker
    express().get('/', (req, res) => { res.json({}); }); //> express#express, express#Response.json, express#Application.get
    const channel = await (await amqp.connect('')).createChannel();
    channel.consume('q', (message) => { channel.ack(message); }); //> amqplib#Channel.ack, amqplib#Channel.consume
    list.map((order) => order.pay()); //> Order.pay, global#Array.map
    list.reduce((sum, order) => { order.pay(); return sum; }, 0); //> Order.pay, global#Array.reduce
    list.filter((order) => order).forEach((order) => order.pay()); //> global#Array.filter, Order.pay, global#Array.forEach
    for (const order of list) order.pay(); //> Order.pay
    list.find((order) => order).pay(); //> global#Array.find, Order.pay`);
});

test('promises: then hands on the result, catch and finally hand it through', () => {
  checkCalls(`
    class Order { pay() {} }
    async function load() { return new Order(); }
    async function all() { return [new Order()]; }
    load().then((order) => order.pay()); //> load, Order.pay, *#then
    all().then((orders) => orders.at(0).pay()); //> all, global#Array.at, Order.pay, *#then
    (await load().catch(() => undefined)).pay(); //> load, *#catch, Order.pay
    (await load().finally(() => {})).pay(); //> load, *#finally, Order.pay
    (await load().then((order) => [order]))[0].pay(); //> load, *#then, Order.pay
    const [first, second] = await Promise.all([load(), all()]);
    first.pay(); //> Order.pay
    second[0].pay(); //> Order.pay
    (await Promise.resolve(load())).pay(); //> load, global#Promise.resolve, Order.pay`);
});

test('bind is no call; call and apply are', () => {
  checkCalls(`
    function charge(order: string) {}
    class Orders {
      pay(order: string) {}
      bind() {}
      run() {
        const bound = this.pay.bind(this); //> global#Function.bind
        bound('a'); //> Orders.pay
        charge.call(null, 'a'); //> charge
        charge.apply(null, ['a']); //> charge
        charge.bind(null)('a'); //> global#Function.bind, charge
        this.bind(); //> Orders.bind
      }
    }`);
});

test('members that mean the same on any receiver never hide the own method of that name', () => {
  checkCalls(`
    class Orders { find() {} map() {} close() {} }
    const repository = { filter() {} };
    function run(orders: Orders, unknown: Missing) {
      orders.find(); //> Orders.find
      orders.map(); //> Orders.map
      orders.close(); //> Orders.close
      repository.filter(); //> repository.filter
      unknown.find(() => {}); //> global#Missing.find
    }
    function loose(items) { items.forEach(() => {}); } //> *#forEach`);
});

test('what an unknown package returns says nothing where the program knows more', () => {
  checkCalls(`
    import { AwilixContainer } from 'awilix';
    class Orders { pay() {} }
    type Container = AwilixContainer & { resolve<T>(key: string): T };
    function run(container: Container) {
      container.resolve<Orders>('orders').pay(); //> awilix#AwilixContainer.resolve|unseen resolve, Orders.pay
    }`);
});

test('contexts and injected classes hold what they were made for', () => {
  checkCalls(`
    import { createContext, useCallback, useContext, useMemo } from 'react';
    import { inject } from '@angular/core';
    class Cart { add() {} }
    const Typed = createContext<Cart | undefined>(undefined);
    const Made = createContext(new Cart());
    useContext(Typed).add(); //> react#useContext, Cart.add
    useContext(Made).add(); //> react#useContext, Cart.add
    inject(Cart).add(); //> @angular/core#inject, Cart.add
    useMemo(() => new Cart(), []).add(); //> ?, react#useMemo, Cart.add
    useCallback(() => {}, [])(); //> react#useCallback, <useCallback>`);
});

test('recursion and functions that call one another end', () => {
  checkCalls(`
    function even(n: number) { return n === 0 ? { done() {} } : odd(n - 1); } //> odd
    function odd(n: number) { return even(n - 1); } //> even
    even(2).done(); //> even, even.<returned>.done
    const self = () => self();
    self()()(); //> self, ?, ?`);
});
